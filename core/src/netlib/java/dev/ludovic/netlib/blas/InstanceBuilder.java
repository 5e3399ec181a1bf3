package dev.ludovic.netlib.blas;

import dev.evenkeel.netlib.Mode;
import dev.evenkeel.netlib.Routine;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stands in front of netlib's class of the same name and decides what {@link BLAS#getInstance()} returns. A native
 * library comes first only where a property of netlib asks for one.
 */
final class InstanceBuilder {
    private static final Logger LOGGER = Logger.getLogger(InstanceBuilder.class.getName());
    private static final String NATIVE_LIBRARY = "dev.ludovic.netlib.blas.nativeLib";

    private static final NativeBLAS NATIVE;
    private static final JavaBLAS JAVA;

    static {
        Mode mode = Mode.ofProperty();
        NATIVE = allowsNative(mode) ? nativeLibrary() : null;
        JAVA = java(mode);
        LOGGER.info("Using " + blas().getClass().getName() + " (" + Mode.PROPERTY + "=" + mode + ")");
        if (mode == Mode.EXPLAIN) {
            LOGGER.info(JAVA instanceof EvenkeelBLAS ? Routine.table() : "all routines are netlib's own");
        }
    }

    private InstanceBuilder() {}

    /** Called by {@link BLAS#getInstance()}. */
    public static BLAS blas() {
        return NATIVE != null ? NATIVE : JAVA;
    }

    /** Called by {@link NativeBLAS#getInstance()}; Spark takes the Java one where this throws. */
    public static NativeBLAS nativeBlas() {
        if (NATIVE == null) {
            throw new RuntimeException("no native library: there is none, or none was asked for; with Evenkeel's jar"
                    + " in front that takes -D" + BLAS.ALLOW_NATIVE_BLAS + "=true");
        }
        return NATIVE;
    }

    /** Called by {@link JavaBLAS#getInstance()}. */
    public static JavaBLAS javaBlas() {
        return JAVA;
    }

    /** Without this jar, netlib tries one unless it is forbidden; with it, only if it is asked for. */
    private static boolean allowsNative(Mode mode) {
        boolean isNamed = System.getProperty(NATIVE_LIBRARY) != null
                || System.getProperty(NATIVE_LIBRARY + "Path") != null;
        String byDefault = Boolean.toString(mode == Mode.OFF || isNamed);
        return Boolean.parseBoolean(System.getProperty(BLAS.ALLOW_NATIVE_BLAS, byDefault));
    }

    private static NativeBLAS nativeLibrary() {
        try {
            return JNIBLAS.getInstance();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.FINE, "no native library", e);
            return null;
        }
    }

    private static JavaBLAS java(Mode mode) {
        try {
            return mode == Mode.OFF ? VectorBLAS.getInstance() : new EvenkeelBLAS();
        } catch (LinkageError e) {
            LOGGER.log(mode == Mode.OFF ? Level.FINE : Level.WARNING, "netlib's scalar routines run: the flag "
                    + "--add-modules jdk.incubator.vector is missing, or netlib is no version 3.2", e);
            return Java11BLAS.getInstance();
        }
    }
}
