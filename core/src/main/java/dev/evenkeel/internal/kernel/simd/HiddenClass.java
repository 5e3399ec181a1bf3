package dev.evenkeel.internal.kernel.simd;

import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Loads kernels that were written at run time: a hidden class each, in the package of its writer, with one instance.
 */
public final class HiddenClass {
    private HiddenClass() {}

    /** Adds the interface and a constructor. */
    public static void implement(ClassBuilder type, Class<?> kernel) {
        type.withInterfaceSymbols(kernel.describeConstable().orElseThrow());
        type.withMethodBody(INIT_NAME, MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                .invokespecial(ConstantDescs.CD_Object, INIT_NAME, MTD_void)
                .return_());
    }

    /** Makes the instance by the writer's lookup, because a hidden class is accessible in its own package alone. */
    public static <T> T instance(MethodHandles.Lookup writer, byte[] bytes, Class<T> kernel) {
        try {
            MethodHandles.Lookup hidden = writer.defineHiddenClass(bytes, true);
            return kernel
                    .cast(hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke());
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new UnsupportedOperationException("this virtual machine takes no classes made at run time", e);
        }
    }
}
