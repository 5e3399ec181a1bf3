package dev.evenkeel.bench.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** Functions that a preset's library has but its Java classes leave out. */
@SuppressWarnings("restricted")
public final class NativeSymbol {
    private NativeSymbol() {}

    /**
     * A function of a library that the process has loaded.
     *
     * @throws IllegalStateException if none has it
     */
    public static MethodHandle loaded(String function, FunctionDescriptor descriptor) {
        Pointer address = Loader.addressof(function);
        if (address == null) throw new IllegalStateException("no loaded library has a function " + function);
        return Linker.nativeLinker().downcallHandle(MemorySegment.ofAddress(address.address()), descriptor);
    }

    /**
     * A function of one library among several that have it.
     *
     * @param presetLibrary the path that JavaCPP returned for its own library; the wanted one lies beside it and is
     * loaded already
     * @throws IllegalStateException if the library has no such function
     */
    public static MethodHandle beside(String presetLibrary, String library, String function,
            FunctionDescriptor descriptor) {
        SymbolLookup lookup =
                SymbolLookup.libraryLookup(Path.of(presetLibrary).resolveSibling(library), Arena.global());
        return Linker.nativeLinker().downcallHandle(
                lookup.find(function)
                        .orElseThrow(() -> new IllegalStateException(library + " has no function " + function)),
                descriptor);
    }
}
