package dev.evenkeel.kernel;

import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/** Kernels written at run time live in hidden classes of this package, one instance each. */
final class HiddenClass {
    private HiddenClass() {}

    /** Adds the interface and a constructor. */
    static void implement(ClassBuilder type, Class<?> kernel) {
        type.withInterfaceSymbols(kernel.describeConstable().orElseThrow());
        type.withMethodBody(INIT_NAME, MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                .invokespecial(ConstantDescs.CD_Object, INIT_NAME, MTD_void)
                .return_());
    }

    static <T> T instance(byte[] bytes, Class<T> kernel) {
        try {
            Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return kernel.cast(hidden.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this virtual machine takes no classes made at run time", e);
        }
    }
}
