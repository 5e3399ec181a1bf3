package dev.evenkeel.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Chooses kernels once for the virtual machine: vector code where the module was resolved and C2 compiles it, scalar code otherwise. The
 * choice changes speed, never a result.
 */
public final class Kernels {
    /** The flag that a class-path application needs. */
    public static final String FLAG = "--add-modules jdk.incubator.vector";

    private static final String PROPERTY = "evenkeel.kernels";

    /** What was asked for is kept, not what came of it: a refusal thrown while a class initialises would arrive as another error. */
    private static final String ASKED = System.getProperty(PROPERTY, "auto");

    static {
        warnWithoutFusedMultiplyAdd();
    }

    private Kernels() {}

    /**
     * What {@code evenkeel.kernels} asks for. {@code auto}, the default: vector code, with scalar code in its place until it is compiled;
     * or scalar code, with one warning, where vector code cannot be had. {@code vector}: vector code from the first call.
     */
    public static KernelSet preferred() {
        return switch (ASKED) {
            case "scalar" -> KernelSet.scalar();
            case "vector" -> vector();
            case "auto" -> Automatic.SET;
            default ->
                throw new IllegalArgumentException(PROPERTY + " must be auto, vector or scalar, was \"" + ASKED + "\"");
        };
    }

    /** The vector kernels where they can be had, whatever the property says. */
    public static KernelSet best() {
        return Vector.SET != null ? Vector.SET : KernelSet.scalar();
    }

    /**
     * The vector kernels.
     *
     * @throws UnsupportedOperationException where they cannot be had, with what to do about it
     */
    public static KernelSet vector() {
        if (Vector.SET == null) {
            throw new UnsupportedOperationException("vector kernels asked for, but " + Vector.OBSTACLE.orElseThrow());
        }
        return Vector.SET;
    }

    private static KernelSet automatic() {
        return obstacle().isEmpty() ? new WarmingKernels() : scalarWithWarning();
    }

    /** Whether vector code can be had; loads it. */
    static boolean canLoadVectors() {
        return Vector.SET != null;
    }

    /** Where it cannot. */
    static KernelSet scalarWithWarning() {
        warn("Evenkeel uses its scalar kernels, many times slower: " + Vector.OBSTACLE.orElseThrow());
        return KernelSet.scalar();
    }

    /** A logger takes 15 ms to be found: not before there is something to say. */
    private static void warn(String message) {
        System.getLogger("dev.evenkeel").log(Level.WARNING, message);
    }

    /** What stands in the way of vector code, and the remedy; empty where nothing does. */
    private static Optional<String> obstacle() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.of("the module jdk.incubator.vector is not there; start java with " + FLAG);
        }
        String info = System.getProperty("java.vm.info", "");
        if (info.contains("interpreted") || info.contains("emulated-client")) {
            return Optional.of("this virtual machine runs without its optimising compiler (" + info
                    + "), where vector code is hundreds of times slower; start java without -Xint and -XX:TieredStopAtLevel");
        }
        return Optional.empty();
    }

    /** Without the instruction, {@code Math.fma} computes with BigDecimal: the same bits, a microsecond each. */
    private static void warnWithoutFusedMultiplyAdd() {
        long best = Long.MAX_VALUE;
        float sum = 1f;
        int calls = 64;
        for (int trial = 0; trial < 3; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                sum = Math.fma(sum, 0.999f, 0.001f);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        if (best / calls > 400 && sum > 0f) {
            warn("Math.fma takes " + best / calls
                    + " ns: this machine has no fused multiply-add, Evenkeel will be thousands of times slower here");
        }
    }

    private static final class Automatic {
        static final KernelSet SET = automatic();
    }

    private static final class Vector {
        static final Optional<String> OBSTACLE;
        static final KernelSet SET;

        static {
            Optional<String> obstacle = obstacle();
            KernelSet set = null;
            if (obstacle.isEmpty()) {
                try {
                    set = KernelSet.vector(false);
                } catch (UnsupportedOperationException | LinkageError e) {
                    Throwable reason = e instanceof ExceptionInInitializerError ? e.getCause() : e;
                    obstacle = Optional.of("this virtual machine refuses them: " + reason.getMessage());
                }
            }
            OBSTACLE = obstacle;
            SET = set;
        }
    }
}
