package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.activation.ScalarActivation;
import dev.evenkeel.internal.kernel.activation.VectorActivation;
import dev.evenkeel.internal.kernel.batchnorm.ScalarBatchNorm;
import dev.evenkeel.internal.kernel.batchnorm.VectorBatchNorm;
import dev.evenkeel.internal.kernel.dgemm.ScalarDgemm;
import dev.evenkeel.internal.kernel.dgemm.ScalarDoubleGemm;
import dev.evenkeel.internal.kernel.dgemm.ScalarDoubleGemv;
import dev.evenkeel.internal.kernel.dgemm.ScalarDoublePack;
import dev.evenkeel.internal.kernel.dgemm.VectorDgemm;
import dev.evenkeel.internal.kernel.dgemm.VectorDoubleGemv;
import dev.evenkeel.internal.kernel.dgemm.VectorDoublePack;
import dev.evenkeel.internal.kernel.gemm.ScalarGemm;
import dev.evenkeel.internal.kernel.gemm.ScalarGemv;
import dev.evenkeel.internal.kernel.gemm.ScalarPack;
import dev.evenkeel.internal.kernel.gemm.VectorGemm;
import dev.evenkeel.internal.kernel.gemm.VectorGemv;
import dev.evenkeel.internal.kernel.gemm.VectorPack;
import dev.evenkeel.internal.kernel.loss.ScalarLoss;
import dev.evenkeel.internal.kernel.loss.VectorLoss;
import dev.evenkeel.internal.kernel.random.ScalarSampling;
import dev.evenkeel.internal.kernel.random.VectorSampling;
import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Room;
import dev.evenkeel.internal.kernel.torch.ScalarTorch;
import dev.evenkeel.internal.kernel.torch.VectorTorch;
import dev.evenkeel.internal.kernel.training.ScalarElement;
import dev.evenkeel.internal.kernel.training.ScalarSum;
import dev.evenkeel.internal.kernel.training.ScalarUpdate;
import dev.evenkeel.internal.kernel.training.VectorElement;
import dev.evenkeel.internal.kernel.training.VectorSum;
import dev.evenkeel.internal.kernel.training.VectorUpdate;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Chooses kernels once for the virtual machine: vector code where the module was resolved and C2 compiles it, scalar
 * code otherwise. The choice changes speed, never a result.
 */
public final class Kernels {
    /** The flag that a class-path application needs. */
    public static final String FLAG = "--add-modules jdk.incubator.vector";

    private static final String PROPERTY = "evenkeel.kernels";

    /** The value of the property when it was first read. */
    private static String asked;

    private static KernelSet automatic;

    /** The vector kernels once they could be loaded; neither they nor an obstacle until that was tried with room. */
    private static KernelSet vectors;

    /** Why vector kernels cannot be had. */
    private static String obstacle;

    private static boolean warned;

    private Kernels() {}

    /**
     * The kernels that {@code evenkeel.kernels} asks for. {@code auto}, the default: vector code, with scalar code in
     * its place until it is compiled; or scalar code, with one warning, where vector code cannot be had. {@code
     * vector}: vector code from the first call.
     */
    public static synchronized KernelSet preferred() {
        Room.require();
        if (asked == null) {
            String word = System.getProperty(PROPERTY, "auto");
            warnWithoutFusedMultiplyAdd();
            asked = word;
        }
        return switch (asked) {
            case "scalar" -> scalar();
            case "vector" -> vector();
            case "auto" -> automatic();
            default ->
                throw new IllegalArgumentException(PROPERTY + " must be auto, vector or scalar, was \"" + asked + "\"");
        };
    }

    /** The vector kernels where they can be had, else the scalar ones, whatever the property says. */
    public static KernelSet best() {
        return canLoadVectors() ? vectors : scalar();
    }

    /**
     * The vector kernels.
     *
     * @throws UnsupportedOperationException where they cannot be had, with what to do about it
     */
    public static KernelSet vector() {
        if (!canLoadVectors()) {
            throw new UnsupportedOperationException("vector kernels asked for, but " + obstacle);
        }
        return vectors;
    }

    /** The specification: works everywhere. */
    public static KernelSet scalar() {
        Room.require();
        return new KernelSet.Chosen("scalar", new ScalarGemm(), new ScalarGemv(), new ScalarPack(),
                scalarDoubles(false), new ScalarSampling(), new ScalarTorch(), new ScalarBatchNorm(), new ScalarDgemm(),
                new ScalarActivation(), new ScalarLoss(), new ScalarUpdate(), new ScalarSum(), new ScalarElement());
    }

    /** The SIMD twins. Links against the incubator module: call only where that is present. */
    private static KernelSet twins() {
        return new KernelSet.Chosen(VectorGemm.kernelName(), VectorGemm.ofFloats(false), new VectorGemv(false),
                new VectorPack(false), vectorDoubles(false), new VectorSampling(), new VectorTorch(),
                new VectorBatchNorm(),
                new VectorDgemm(), new VectorActivation(), new VectorLoss(), new VectorUpdate(), new VectorSum(),
                new VectorElement());
    }

    /** The specification of products of doubles. */
    static ProductKernels<double[]> scalarDoubles(boolean standIns) {
        return new ProductKernels.Chosen<>(new ScalarDoubleGemm(), new ScalarDoubleGemv(), new ScalarDoublePack(),
                standIns);
    }

    /** Its SIMD twin. */
    static ProductKernels<double[]> vectorDoubles(boolean tiered) {
        VectorGemm<double[]> gemm = new VectorGemm<>(ElementType.DOUBLE, new ScalarDoubleGemm(), tiered);
        return new ProductKernels.Chosen<>(gemm, new VectorDoubleGemv(tiered),
                new VectorDoublePack(gemm.widestTile(), tiered), false);
    }

    private static KernelSet automatic() {
        if (automatic == null) {
            Optional<String> known = obstacle();
            known.ifPresent(Kernels::warnOfScalarKernels);
            automatic = known.isEmpty() ? new TieredKernels() : scalar();
        }
        return automatic;
    }

    /** Loads vector code; returns whether it can be had. */
    private static synchronized boolean canLoadVectors() {
        if (vectors == null && obstacle == null) {
            Room.require();
            Optional<String> known = obstacle();
            try {
                vectors = known.isEmpty() ? twins() : null;
                obstacle = known.orElse(null);
            } catch (UnsupportedOperationException | LinkageError e) {
                obstacle = refusal(e);
            }
        }
        return vectors != null;
    }

    /** Why the virtual machine does not load vector code. */
    static String refusal(Throwable e) {
        Throwable reason = e;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return "this virtual machine refuses them: " + reason.getMessage();
    }

    /** Warns once. */
    static synchronized void warnOfScalarKernels(String obstacle) {
        if (!warned) {
            warned = true;
            warn("Evenkeel uses its scalar kernels, many times slower: " + obstacle);
        }
    }

    /** Finds a logger only when there is something to say: finding one is slow (decision 4). */
    private static void warn(String message) {
        System.getLogger("dev.evenkeel").log(Level.WARNING, message);
    }

    private static Optional<String> obstacle() {
        return VectorObstacle.of(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                System::getProperty);
    }

    /**
     * Warns where {@code Math.fma} computes with BigDecimal for want of the instruction: the same bits, thousands of
     * times slower (decision 1).
     */
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
}
