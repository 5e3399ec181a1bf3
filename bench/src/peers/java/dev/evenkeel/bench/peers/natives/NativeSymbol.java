package dev.evenkeel.bench.peers.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** C functions that a preset's library has but its Java classes leave out. */
final class NativeSymbol {
    private NativeSymbol() {}

    /**
     * @param loaded the path that JavaCPP returned for its own library; the wanted one lies beside it and is loaded already
     * @throws IllegalStateException if the library has no such function
     */
    @SuppressWarnings("restricted")
    static MethodHandle beside(String loaded, String library, String function, FunctionDescriptor descriptor) {
        SymbolLookup lookup = SymbolLookup.libraryLookup(Path.of(loaded).resolveSibling(library), Arena.global());
        return Linker.nativeLinker().downcallHandle(
                lookup.find(function).orElseThrow(() -> new IllegalStateException(library + " has no function " + function)), descriptor);
    }
}
