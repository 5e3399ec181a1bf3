package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Garbage;
import dev.evenkeel.testing.Values;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call makes no garbage once it is compiled; the least of many rounds counts, as in the tests of products. */
@Tag("alone")
class LossGarbageTest {
    @Test
    void lossesMakeNoGarbage() {
        Execution execution = Execution.sequential();
        Matrix x = Values.ordinary(1).matrix(10, 21);
        Matrix t = Values.ordinary(2).matrix(10, 21);
        Matrix gradient = Values.ordinary(3).matrix(10, 21);
        int[] labels = new int[10];
        int[] classes = new int[10];
        for (Loss loss : List.of(CrossEntropy.mean(), CrossEntropy.mean().withLabelSmoothing(0.1), QuadraticCost.mean(),
                MeanSquaredError.mean(), BinaryCrossEntropy.mean())) {
            Garbage.assertNone(loss.toString(), () -> loss.gradient(x, t, gradient, execution));
        }
        CrossEntropy crossEntropy = CrossEntropy.mean().withLabelSmoothing(0.1);
        Garbage.assertNone("labels", () -> crossEntropy.gradient(x, labels, gradient, execution));
        Garbage.assertNone("columns",
                () -> crossEntropy.gradient(x.transposed(), t.transposed(), gradient.transposed(), execution));
        Garbage.assertNone("softmax", () -> Softmax.apply(x, gradient, execution));
        Garbage.assertNone("logarithm", () -> Softmax.logarithm(x, gradient, execution));
        Garbage.assertNone("argmax", () -> Predictions.argmax(x, classes, execution));
        Garbage.assertNone("accuracy", () -> Predictions.accuracy(x, labels, execution));
    }
}
