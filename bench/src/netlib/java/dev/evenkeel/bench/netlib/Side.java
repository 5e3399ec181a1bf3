package dev.evenkeel.bench.netlib;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Whose routines a JVM has. */
enum Side {
    /** VectorBLAS, what Spark has without anything else. */
    NETLIB,
    /** The same class path with Evenkeel's jar in front. */
    EVENKEEL,
    /** A native library, on one thread. */
    NATIVE;

    private static final String ALLOW_NATIVE = "-Ddev.ludovic.netlib.blas.allowNative=";

    /** The class path and properties of a JVM of this side. */
    List<String> flags(Path jar, Path library) {
        String classPath = System.getProperty("java.class.path");
        return switch (this) {
            case NETLIB -> List.of(ALLOW_NATIVE + "false", "-cp", classPath);
            case EVENKEEL -> List.of("-cp", jar + File.pathSeparator + classPath);
            case NATIVE -> List.of(ALLOW_NATIVE + "true", "-Ddev.ludovic.netlib.blas.nativeLibPath=" + library, "-cp",
                    classPath);
        };
    }

    /** What stands before the command. */
    List<String> environment() {
        return this == NATIVE ? List.of("env", "OPENBLAS_NUM_THREADS=1") : List.of();
    }

    /** The class that must be found, for the check that a JVM measures what it is meant to. */
    String className() {
        return switch (this) {
            case NETLIB -> "VectorBLAS";
            case EVENKEEL -> "EvenkeelBLAS";
            case NATIVE -> "JNIBLAS";
        };
    }
}
