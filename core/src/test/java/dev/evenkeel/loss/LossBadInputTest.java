package dev.evenkeel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is refused is named, and nothing is written. */
@Tag("once")
class LossBadInputTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final int[] LABELS = {0, 2};

    private final float[] array = {1, 2, 3, 4, 5, 6};
    private final Matrix x = Matrix.of(array, 2, 3);
    private final Matrix other = Matrix.of(new float[6], 2, 3);

    private void refused(ThrowingCallable call, Class<?> type, String... words) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessageContainingAll(words);
        assertThat(array).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(other.toArray()).containsOnly(0f);
    }

    private void refused(ThrowingCallable call, String... words) {
        refused(call, IllegalArgumentException.class, words);
    }

    @Test
    void labelsThatAreNoColumns() {
        refused(() -> CrossEntropy.mean().gradient(x, new int[] {0, 3}, x, SEQUENTIAL),
                "labels[1] must be from 0 to 2, or -100 to be ignored, was 3");
        refused(() -> QuadraticCost.mean().gradient(x, new int[] {-1, 0}, x, SEQUENTIAL),
                "labels[0] must be from 0 to 2, was -1");
        refused(() -> CrossEntropy.mean().withIgnoredLabel(5).gradient(x, new int[] {-100, 5}, x, SEQUENTIAL),
                "labels[0]", "-100");
        refused(() -> CrossEntropy.mean().value(x, new int[3], SEQUENTIAL), "labels must have one number per row",
                "has 3", "2 × 3");
    }

    @Test
    void shapesThatDoNotMatch() {
        refused(() -> MeanSquaredError.mean().value(x, x.transposed(), SEQUENTIAL), "targets", "3 × 2", "2 × 3");
        refused(() -> CrossEntropy.mean().gradient(x, LABELS, other.transposed(), SEQUENTIAL), "gradient", "3 × 2");
        refused(() -> CrossEntropy.mean().evaluate(x, LABELS, other, new double[3], SEQUENTIAL), "rowValues", "has 3");
        refused(() -> CrossEntropy.mean().withClassWeights(1, 2).gradient(x, LABELS, other, SEQUENTIAL),
                "class weights", "has 2");
        refused(() -> BinaryCrossEntropy.mean().withPositiveWeights(1, 2).gradient(x, x, other, SEQUENTIAL),
                "positive weights", "has 2");
        refused(() -> CrossEntropy.mean().value(x.slice(0, 0, 2, 0), x.slice(0, 0, 2, 0), SEQUENTIAL),
                "outputs must have columns", "2 × 0");
        refused(() -> Softmax.apply(x, other.transposed(), SEQUENTIAL), "result", "3 × 2");
        refused(() -> Predictions.argmax(x, new int[1], SEQUENTIAL), "classes", "has 1");
        refused(() -> Predictions.accuracy(x, new int[1], SEQUENTIAL), "labels", "has 1");
        refused(() -> Predictions.accuracy(x.slice(0, 0, 2, 0), LABELS, SEQUENTIAL), "outputs must have columns");
    }

    @Test
    void outputsThatShareElements() {
        refused(() -> CrossEntropy.mean().gradient(x, LABELS, Matrix.of(array, 0, 2, 3, 2, 1), SEQUENTIAL),
                "gradient holds an element more than once");
        Matrix shifted = Matrix.of(new float[9], 1, 2, 3, 4, 1);
        Matrix part = Matrix.of(shifted.array(), 0, 2, 3, 4, 1);
        refused(() -> CrossEntropy.mean().gradient(shifted, LABELS, part, SEQUENTIAL), "gradient overlaps outputs");
        refused(() -> MeanSquaredError.mean().gradient(other, x, x, SEQUENTIAL), "gradient overlaps targets");
        refused(() -> Softmax.apply(shifted, part, SEQUENTIAL), "result overlaps outputs");
        Matrix readOnly = Matrix.of(MemorySegment.ofArray(new byte[24]).asReadOnly(), 2, 3);
        refused(() -> CrossEntropy.mean().gradient(x, LABELS, readOnly, SEQUENTIAL), "gradient is a read-only segment");
    }

    /** A heap segment may lie over an array of doubles or of whole numbers. */
    @Test
    void matricesInTheArraysThatGoWithThem() {
        double[] values = {1, 2};
        int[] labels = {0, 1};
        Matrix inValues = Matrix.of(MemorySegment.ofArray(values), 2, 2);
        Matrix inLabels = Matrix.of(MemorySegment.ofArray(labels), 2, 1);
        Matrix two = Matrix.allocate(2, 2);
        Matrix one = Matrix.allocate(2, 1);
        Loss loss = MeanSquaredError.mean();
        refused(() -> loss.evaluate(inValues, two, null, values, SEQUENTIAL), "outputs", "in the array of rowValues");
        refused(() -> loss.evaluate(two, inValues, null, values, SEQUENTIAL), "targets", "in the array of rowValues");
        refused(() -> loss.evaluate(two, two, inValues, values, SEQUENTIAL), "gradient", "in the array of rowValues");
        refused(() -> CrossEntropy.mean().withIgnoredLabel(1).gradient(one, labels, inLabels, SEQUENTIAL), "gradient",
                "in the array of labels");
        refused(() -> Predictions.argmax(inLabels, labels, SEQUENTIAL), "outputs", "in the array of classes");
        assertThat(values).containsExactly(1, 2);
        assertThat(labels).containsExactly(0, 1);
        assertThat(loss.evaluate(inValues, two, null, new double[2], SEQUENTIAL)).isFinite();
    }

    @Test
    void parametersOutOfRange() {
        refused(() -> CrossEntropy.mean().withLabelSmoothing(1.1), "share must be from 0 to 1, was 1.1");
        refused(() -> CrossEntropy.mean().withLabelSmoothing(Double.NaN), "share", "NaN");
        refused(() -> CrossEntropy.mean().withClassWeights(1, -1), "weights[1] must be finite and at least 0", "-1.0");
        refused(() -> BinaryCrossEntropy.mean().withPositiveWeights(Float.NaN), "weights[0]", "NaN");
    }

    @Test
    void storageAndPoolsThatAreClosed() {
        Matrix closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = Matrix.of(arena.allocate(24), 2, 3);
        }
        refused(() -> CrossEntropy.mean().gradient(closed, LABELS, other, SEQUENTIAL), IllegalStateException.class,
                "outputs is a closed segment");
        refused(() -> CrossEntropy.mean().gradient(x, LABELS, closed, SEQUENTIAL), IllegalStateException.class,
                "gradient is a closed segment");
        refused(() -> MeanSquaredError.mean().value(x, closed, SEQUENTIAL), IllegalStateException.class,
                "targets is a closed segment");
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.close();
        Execution late = Execution.on(pool, 2);
        refused(() -> CrossEntropy.mean().gradient(x, LABELS, x, late), RejectedExecutionException.class, "shut down");
        refused(() -> Softmax.apply(x, x, late), RejectedExecutionException.class, "shut down");
        refused(() -> Predictions.argmax(x, new int[2], late), RejectedExecutionException.class, "shut down");
    }

    @Test
    void aWeightIsCopied() {
        float[] weights = {1, 1, 1};
        CrossEntropy loss = CrossEntropy.mean().withClassWeights(weights);
        weights[0] = Float.NaN;
        assertThat(loss.value(x, LABELS, SEQUENTIAL)).isFinite();
        assertThat(loss).hasToString("cross-entropy, mean, class weights [1.0, 1.0, 1.0]");
    }
}
