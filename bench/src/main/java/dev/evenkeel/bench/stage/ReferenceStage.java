package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.campaign.WrongAnswerException;

/**
 * The formulas in double precision: for every row of a loss; for some tens of thousands of elements of other stages,
 * the last one among them. After an update, how far weights have moved is compared, because a step moves them by
 * little; the second step sees what the first has kept.
 */
final class ReferenceStage {
    private static final int MOST_ELEMENTS = 1 << 16;
    private static final int STEPS = 2;
    private static final double TOLERANCE = 2e-6;
    private static final double LOSS_TOLERANCE = 1e-5;
    private static final double SHARE_OF_A_PROBABILITY = 2e-5;
    private static final double SHARE_OF_A_MOVE = 1e-3;

    /** Half the distance from 1 to the next float32. */
    private static final double UNIT = 0x1p-24;

    private static final int ROUNDINGS_OF_A_STEP = 3;

    private final StageTask task;
    private final StageData data;

    ReferenceStage(StageTask task, StageData data) {
        this.task = task;
        this.data = data;
    }

    /**
     * Lets the library compute, and compares.
     *
     * @throws WrongAnswerException if a value lies outside the tolerance or is NaN
     */
    void check(String library, PreparedStage prepared) {
        prepared.run();
        switch (task.stage()) {
            case ActivationStage stage -> checkElements(library, prepared, (i, actual) -> element(stage, i, actual));
            case LossStage stage -> checkRows(library, prepared, stage.hasGradient());
            case UpdateStage stage -> {
                for (int step = 2; step <= STEPS; step++) prepared.run();
                checkElements(library, prepared, (i, actual) -> element(stage, i, actual));
            }
        }
    }

    /** A value that was computed, the exact one, and how far they may be apart. */
    private record Compared(double actual, double expected, double bound) {
        boolean isWrong() {
            return !(Math.abs(actual - expected) <= bound);
        }
    }

    /** Compares the element of an index. */
    private interface Comparing {
        Compared with(int index, float actual);
    }

    private void require(String library, Compared compared, String where) {
        if (compared.isWrong()) throw WrongAnswerException.of(library, task, where, compared.actual,
                compared.expected, compared.bound);
    }

    private float[] output(String library, PreparedStage prepared, int length) {
        float[] output = prepared.output();
        if (output.length != length) throw new WrongAnswerException(
                "%s, %s: has %d elements, expected %d".formatted(library, task, output.length, length));
        return output;
    }

    /** An odd distance meets every lane of a vector. */
    private void checkElements(String library, PreparedStage prepared, Comparing comparing) {
        int length = task.extent().elements();
        float[] output = output(library, prepared, length);
        int distance = length <= MOST_ELEMENTS ? 1 : length / MOST_ELEMENTS | 1;
        for (long i = 0; i < length; i += distance) checkElement(library, output, (int) i, comparing);
        checkElement(library, output, length - 1, comparing);
    }

    private void checkElement(String library, float[] output, int index, Comparing comparing) {
        Compared compared = comparing.with(index, output[index]);
        if (compared.isWrong()) require(library, compared, "element " + index);
    }

    private Compared element(ActivationStage stage, int index, float actual) {
        double x = data.x()[index];
        double factor = stage.isGradient() ? data.gradient()[index] : 1;
        double expected = factor * (stage.isGradient() ? stage.function().derivative(x) : stage.function().value(x));
        return new Compared(actual, expected, TOLERANCE * (Math.abs(factor) + Math.abs(expected)));
    }

    private Compared element(UpdateStage stage, int index, float actual) {
        double gradient = data.gradient()[index];
        double first = data.states().getFirst()[index];
        double squares = data.states().getLast()[index];
        double weight = data.x()[index];
        double moved = 0;
        for (int step = 1; step <= STEPS; step++) {
            double move;
            if (stage == UpdateStage.SGD_MOMENTUM) {
                first = UpdateStage.MOMENTUM * first + gradient;
                move = UpdateStage.LEARNING_RATE * first;
            } else {
                first = UpdateStage.BETA1 * first + (1 - UpdateStage.BETA1) * gradient;
                squares = UpdateStage.BETA2 * squares + (1 - UpdateStage.BETA2) * gradient * gradient;
                double mean = first / (1 - Math.pow(UpdateStage.BETA1, step));
                double root = Math.sqrt(squares / (1 - Math.pow(UpdateStage.BETA2, step)));
                move = UpdateStage.LEARNING_RATE * mean / (root + UpdateStage.EPSILON);
            }
            weight -= stage.decay() * weight + move;
            moved += Math.abs(move);
        }
        double bound = SHARE_OF_A_MOVE * moved + STEPS * ROUNDINGS_OF_A_STEP * UNIT * Math.abs(weight);
        return new Compared(actual, weight, bound);
    }

    private void checkRows(String library, PreparedStage prepared, boolean hasGradient) {
        int rows = task.extent().rows();
        int columns = task.extent().columns();
        float[] output = output(library, prepared, hasGradient ? rows * columns : 0);
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            double most = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < columns; j++) most = Math.max(most, data.x()[start + j]);
            double sum = 0;
            for (int j = 0; j < columns; j++) sum += Math.exp(data.x()[start + j] - most);
            int label = data.labels()[row];
            loss += Math.log(sum) + most - data.x()[start + label];
            for (int j = 0; j < columns && hasGradient; j++) {
                double probability = Math.exp(data.x()[start + j] - most) / sum;
                double target = j == label ? 1 : 0;
                Compared compared = new Compared(output[start + j], (probability - target) / rows,
                        SHARE_OF_A_PROBABILITY * Math.max(probability, target) / rows);
                if (compared.isWrong()) require(library, compared, "the gradient at " + row + ", " + j);
            }
        }
        double expected = loss / rows;
        require(library, new Compared(prepared.value(), expected, LOSS_TOLERANCE * Math.max(1, expected)), "the loss");
    }
}
