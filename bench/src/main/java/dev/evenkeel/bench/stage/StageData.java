package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.campaign.Buffers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inputs, not to be written to.
 *
 * @param x what the stage begins with: inputs of a function, logits, or weights
 * @param gradient that behind the function, or that of the weights; empty where none is needed
 * @param labels a column for each row of logits; empty for others
 * @param states what an optimizer has kept from earlier steps; empty for others
 */
public record StageData(float[] x, float[] gradient, int[] labels, List<float[]> states) {
    private static final long SEED = 0x57a9e;

    /** Numbers of an array that are not those of another place. */
    private static final int DRAWN = 100_003;

    /** So that functions saturate at some of them. */
    private static final double DEVIATION = 2;

    /** The same numbers for every library. */
    static StageData of(StageTask task, Buffers buffers) {
        SplittableRandom random = new SplittableRandom(SEED);
        int elements = task.extent().elements();
        float[] x = normal(random, buffers.floats("x", elements), DEVIATION);
        return switch (task.stage()) {
            case ActivationStage stage -> new StageData(x,
                    normal(random, buffers.floats("gradient", stage.isGradient() ? elements : 0), 1), new int[0],
                    List.of());
            case LossStage stage -> new StageData(x, new float[0],
                    random.ints(task.extent().rows(), 0, task.extent().columns()).toArray(), List.of());
            case UpdateStage stage -> new StageData(x, normal(random, buffers.floats("gradient", elements), 1),
                    new int[0], states(random, stage, elements, buffers));
        };
    }

    /** Long arrays repeat themselves, because drawing all numbers would take longer than a trial. */
    private static float[] normal(SplittableRandom random, float[] target, double deviation) {
        for (int i = 0; i < Math.min(DRAWN, target.length); i++)
            target[i] = (float) (deviation * random.nextGaussian());
        for (int i = DRAWN; i < target.length; i += DRAWN)
            System.arraycopy(target, 0, target, i, Math.min(DRAWN, target.length - i));
        return target;
    }

    /** A mean or velocity first; then, if there are two, a mean of squares. */
    private static List<float[]> states(SplittableRandom random, UpdateStage stage, int elements, Buffers buffers) {
        List<float[]> states = new ArrayList<>();
        states.add(normal(random, buffers.floats("first state", elements), 0.1));
        if (stage.states() > 1) {
            float[] squares = buffers.floats("second state", elements);
            for (int i = 0; i < elements; i++) squares[i] = (float) random.nextDouble(1e-3, 2e-3);
            states.add(squares);
        }
        return List.copyOf(states);
    }
}
