package dev.evenkeel.bench.step;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first steps in double precision, by the formulas.
 *
 * <p>What is compared is how far each parameter moved, because a step moves it by little: the difference of two arrays
 * of parameters may be {@value #SHARE} of the way in the Euclidean norm, and that of a value {@value #SHARE_OF_A_VALUE}
 * of the greatest way in its array; and the rounding of the parameters themselves. A wrong divisor, layout or sign is
 * far above. Behind a ReLU, a float32 value that is very near to 0 may lie on the other side of it than the exact one;
 * the parameters of such a unit count in the norm alone, and the norm's bound grows by {@link
 * DoubleNetwork#undecidedShare}.
 */
final class ReferenceStep {
    /** The second step sees what the first left: gradients that were not cleared, say. */
    private static final int STEPS = 2;

    private static final double SHARE = 5e-3;
    private static final double SHARE_OF_A_VALUE = 2e-2;
    private static final double LOSS_TOLERANCE = 1e-5;

    /** Half the distance from 1 to the next float32. */
    private static final double UNIT = 0x1p-24;

    private final Step step;
    private final StepData data;

    ReferenceStep(Step step, StepData data) {
        this.step = step;
        this.data = data;
    }

    /**
     * Lets the library take the first steps, and compares.
     *
     * @throws WrongAnswerException if a loss or a parameter lies outside the tolerance or is NaN
     */
    void check(String library, PreparedStep prepared) {
        DoubleNetwork network = new DoubleNetwork(step, data);
        for (int i = 1; i <= STEPS; i++) {
            prepared.run();
            double expected = network.train();
            if (!(Math.abs(prepared.loss() - expected) <= LOSS_TOLERANCE * Math.max(1, expected)))
                throw wrong(library, "the loss of step " + i, prepared.loss(), expected, LOSS_TOLERANCE);
        }
        List<float[]> actual = prepared.parameters();
        List<String> names = names();
        if (actual.size() != names.size()) throw new WrongAnswerException(
                library + ": has " + actual.size() + " arrays of parameters, expected " + names.size());
        for (int i = 0; i < actual.size(); i++) {
            compare(library, names.get(i), actual.get(i), data.parameters().get(i), network.parameter(i),
                    network.undecided(i), network.undecidedShare(i));
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < step.network().layers(); layer++) {
            names.add("the weights of layer " + layer);
            if (step.normalizes(layer)) names.add("gamma of layer " + layer);
            names.add((step.normalizes(layer) ? "beta of layer " : "the bias of layer ") + layer);
        }
        return names;
    }

    private void compare(String library, String name, float[] actual, float[] from, double[] expected,
            boolean[] undecided, double undecidedShare) {
        if (actual.length != expected.length) throw new WrongAnswerException(
                library + ": " + name + " have " + actual.length + " values, expected " + expected.length);
        double greatest = 0;
        double way = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            greatest = Math.max(greatest, Math.abs(expected[i] - from[i]));
            way += square(expected[i] - from[i]);
            size += square(expected[i]);
        }
        double differences = 0;
        for (int i = 0; i < expected.length; i++) {
            differences += square(actual[i] - expected[i]);
            double bound = SHARE_OF_A_VALUE * greatest + STEPS * 2 * UNIT * Math.abs(expected[i]);
            if (!undecided[i % undecided.length] && !(Math.abs(actual[i] - expected[i]) <= bound))
                throw wrong(library, "value " + i + " of " + name, actual[i], expected[i], bound);
        }
        double bound = Math.sqrt((SHARE * SHARE + undecidedShare) * way) + STEPS * UNIT * Math.sqrt(size);
        if (!(Math.sqrt(differences) <= bound))
            throw wrong(library, "the distance of " + name + " from what they should be", Math.sqrt(differences), 0,
                    bound);
    }

    private WrongAnswerException wrong(String library, String what, double actual, double expected, double bound) {
        return WrongAnswerException.of(library, step, what, actual, expected, bound);
    }

    private static double square(double value) { return value * value; }
}
