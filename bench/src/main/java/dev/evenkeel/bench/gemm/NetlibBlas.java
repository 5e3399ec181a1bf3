package dev.evenkeel.bench.gemm;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.logging.Level;
import java.util.logging.Logger;

/** VectorBLAS of dev.ludovic.netlib, the Vector API BLAS that Spark uses. */
public final class NetlibBlas {
    /** The stable name in options and results. */
    public static final String NAME = "netlib-vector";

    private static final Logger LOGGER = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

    private NetlibBlas() {}

    /** Loads it, without the native library that it would look for first and complain about. */
    public static JavaBLAS load() {
        System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
        LOGGER.setLevel(Level.WARNING);
        return JavaBLAS.getInstance();
    }

    /** The code path of a call to it. */
    public static String codePath(JavaBLAS blas) {
        return "dev.ludovic.netlib 3.2.0 " + blas.getClass().getSimpleName();
    }
}
