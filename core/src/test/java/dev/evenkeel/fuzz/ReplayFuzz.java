package dev.evenkeel.fuzz;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.GuardedStorage;
import dev.evenkeel.fuzz.oracles.Twister;
import dev.evenkeel.init.FanMode;
import dev.evenkeel.init.Fans;
import dev.evenkeel.torch.TorchReplay;
import java.util.Arrays;

/** A few calls in a row to one replay of PyTorch's generator. */
final class ReplayFuzz {
    private static final int BLOCK = 16;

    /** Times the radius: what the float32 polynomials are off, at most. */
    private static final double POLYNOMIALS = 1e-6;

    private final Draws draws;
    private final Execution execution;
    private final TorchReplay replay;
    private final TorchReplay specification;
    private final Twister twister;
    private double spare = Double.NaN;

    ReplayFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        long seed = draws.oneIn(3) ? draws.any(0, 1, -1, 42) : draws.bits();
        draws.note("seed", seed);
        replay = draws.oneIn(2) ? TorchReplay.manualSeed(seed) : TorchReplay.manualSeed(seed, execution);
        specification = TorchReplay.manualSeed(seed, Executions.specification());
        twister = new Twister((int) seed);
    }

    void run() {
        int calls = draws.between(1, 5);
        for (int call = 0; call < calls; call++) {
            try {
                call();
            } catch (ArithmeticException undecided) {
                return;
            }
        }
    }

    private void call() {
        int most = Math.min(draws.oneIn(10) ? 20_000 : 1500, draws.limits().elements());
        int cols = draws.oneIn(2) ? draws.below(40) : draws.extent(most);
        int rows = draws.oneIn(2) ? 1 : Math.min(draws.extent(100), most / Math.max(1, cols));
        GuardedStorage storage = GuardedStorage.of(draws, rows * cols, true);
        draws.note("target", rows + " x " + cols + " in " + storage);
        storage.seal();
        float[] specified = new float[rows * cols];
        Matrix matrix = storage.matrix(0, rows, cols, cols, 1);
        Matrix dense = Matrix.of(specified, rows, cols);
        Fans fans = new Fans(1 + draws.below(1000), 1 + draws.below(1000));
        FanMode mode = draws.of(FanMode.IN, FanMode.OUT);
        double gain = draws.of(0.0, 1.0, Math.sqrt(2), TorchReplay.leakyReluGain(Math.sqrt(5)));
        double xavier = gain * Math.sqrt(2d / (fans.in() + fans.out()));
        double kaiming = gain / Math.sqrt(mode == FanMode.IN ? fans.in() : fans.out());
        double x = draws.oneIn(2) ? 0 : draws.unit() - 0.5;
        double y = draws.oneIn(8) ? 0 : draws.unit() * Math.pow(10, draws.between(-3, 3));
        int kind = draws.below(8);
        draws.note("call", kind + " with " + x + ", " + y + ", " + fans + ", " + mode + ", " + gain);
        switch (kind) {
            case 0 -> {
                specification.xavierUniform(dense, fans, gain);
                replay.xavierUniform(matrix, fans, gain);
                checkUniform(specified, -Math.sqrt(3) * xavier, Math.sqrt(3) * xavier, 1);
            }
            case 1 -> {
                specification.xavierNormal(dense, fans, gain);
                replay.xavierNormal(matrix, fans, gain);
                checkNormal(specified, 0, xavier);
            }
            case 2 -> {
                specification.kaimingUniform(dense, fans, mode, gain);
                replay.kaimingUniform(matrix, fans, mode, gain);
                checkUniform(specified, -Math.sqrt(3) * kaiming, Math.sqrt(3) * kaiming, 1);
            }
            case 3 -> {
                specification.kaimingNormal(dense, fans, mode, gain);
                replay.kaimingNormal(matrix, fans, mode, gain);
                checkNormal(specified, 0, kaiming);
            }
            case 4, 5 -> {
                specification.uniform(specified, x, x + y);
                if (kind == 4) {
                    replay.uniform(matrix, x, x + y);
                } else {
                    replay.uniform(storage.segment(0, (long) rows * cols), x, x + y);
                }
                checkUniform(specified, x, x + y, 0);
            }
            default -> {
                specification.normal(specified, x, y);
                if (kind == 6) {
                    replay.normal(matrix, x, y);
                } else {
                    replay.normal(storage.segment(0, (long) rows * cols), x, y);
                }
                checkNormal(specified, x, y);
            }
        }
        for (int i = 0; i < specified.length; i++) {
            storage.expect(i, specified[i]);
        }
        storage.check("target");
    }

    /** @param ulps of the bound: its rounding is not this oracle's business */
    private void checkUniform(float[] actual, double from, double to, int ulps) {
        float low = (float) from;
        float width = (float) to - low;
        for (int i = 0; i < actual.length; i++) {
            float wanted = Math.fma(twister.nextFloat(), width, low);
            require(Math.abs(actual[i] - wanted) <= 2 * ulps * Math.ulp(low), i, actual[i], wanted);
        }
    }

    private void checkNormal(float[] actual, double mean, double deviation) {
        if (actual.length < BLOCK) {
            checkFew(actual, mean, deviation);
            return;
        }
        float[] uniform = new float[actual.length];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = twister.nextFloat();
        }
        int whole = actual.length / BLOCK * BLOCK;
        for (int i = 0; i < whole && (i + BLOCK <= actual.length - BLOCK || whole == actual.length); i += BLOCK) {
            checkBlock(actual, i, uniform, i, mean, deviation);
        }
        if (whole < actual.length) {
            for (int i = 0; i < BLOCK; i++) {
                uniform[i] = twister.nextFloat();
            }
            checkBlock(actual, actual.length - BLOCK, Arrays.copyOf(uniform, BLOCK), 0, mean, deviation);
        }
    }

    private static void checkBlock(float[] actual, int at, float[] uniform, int from, double mean, double deviation) {
        for (int i = 0; i < BLOCK / 2; i++) {
            double radius = Math.sqrt(-2 * Math.log1p(-uniform[from + i]));
            double angle = 2 * Math.PI * uniform[from + i + BLOCK / 2];
            checkSample(actual, at + i, mean, deviation, radius, Math.cos(angle));
            checkSample(actual, at + i + BLOCK / 2, mean, deviation, radius, Math.sin(angle));
        }
    }

    private static void checkSample(
            float[] actual, int at, double mean, double deviation, double radius, double coordinate) {
        double wanted = mean + deviation * radius * coordinate;
        double bound = POLYNOMIALS * deviation * radius + 0x1p-23 * (Math.abs(wanted) + Math.abs(mean));
        require(Math.abs(actual[at] - wanted) <= bound, at, actual[at], wanted);
    }

    private void checkFew(float[] actual, double mean, double deviation) {
        for (int i = 0; i < actual.length; i++) {
            double standard = spare;
            spare = Double.NaN;
            if (Double.isNaN(standard)) {
                double angle = 2 * Math.PI * twister.nextDouble();
                double radius = Math.sqrt(-2 * Math.log1p(-twister.nextDouble()));
                standard = radius * Math.cos(angle);
                spare = radius * Math.sin(angle);
            }
            double wanted = standard * deviation + mean;
            double bound = 0.5001 * Math.ulp((float) wanted) + 1e-14 * (Math.abs(mean) + deviation);
            require(Math.abs(actual[i] - wanted) <= bound, i, actual[i], wanted);
        }
    }

    private static void require(boolean isRight, int at, double actual, double wanted) {
        if (!isRight) {
            throw new AssertionError("sample " + at + " is " + actual + ", should be " + wanted);
        }
    }
}
