package dev.evenkeel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Values and gradients of PyTorch 2.13.0 (CPU, float32): {@code torch.nn.functional} with these arguments, and backward
 * from the value.
 */
@Tag("once")
class LossTorchTest {
    private static final float[] X = {1.5f, -0.25f, 3f, 0.125f, -2f, 0, 0, 0, 0, 0, -7.5f, 12.25f, 11.75f, -30f, 4f,
        100f, -100f, 99.5f, 50f, 0.5f};
    private static final int[] LABELS = {2, 0, -100, 3};
    private static final float[] WEIGHTS = {1f, 0.5f, 2f, 0.25f, 3f};
    private static final float[] PROBABILITIES =
            {0.5f, 0.25f, 0.25f, 0, 0, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0, 1, 0, 0, 0, 0, 0, 0.125f, 0.875f, 0};
    private static final float[] YES_OR_NO =
            {1, 0, 1, 0, 0, 0, 1, 0, 1, 0.5f, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0.25f};

    private static Matrix matrix(float[] values) {
        return Matrix.of(values.clone(), 4, 5);
    }

    private static void check(ClassificationLoss loss, int[] labels, double value, float... gradient) {
        Matrix found = matrix(X);
        assertThat(loss.gradient(found, labels, found, Execution.sequential())).as("%s", loss)
                .isCloseTo(value, within(1e-6 * value));
        assertThat(found.toArray()).as("%s", loss).usingComparatorWithPrecision(2e-7f).containsExactly(gradient);
    }

    private static void check(Loss loss, float[] targets, double value, double precision, float... gradient) {
        Matrix found = matrix(X);
        assertThat(loss.gradient(found, matrix(targets), found, Execution.sequential())).as("%s", loss)
                .isCloseTo(value, within(1e-6 * value));
        assertThat(found.toArray()).as("%s", loss).usingComparatorWithPrecision((float) precision)
                .containsExactly(gradient);
    }

    /** {@code cross_entropy(x, labels)}. */
    @Test
    void crossEntropyOfLabels() {
        check(CrossEntropy.mean(), LABELS, 17.454988479614258, 0.0561308973f, 0.00975408871f, -0.0817721114f,
                0.0141921146f, 0.0016950065f, -0.266666681f, 0.0666666627f, 0.0666666627f, 0.0666666627f, 0.0666666627f,
                0f, 0f, 0f, 0f, 0f, 0.207486451f, 0f, 0.125846893f, -0.333333343f, 1.26116862e-44f);
    }

    /** {@code cross_entropy(x, labels, weight=WEIGHTS, label_smoothing=0.1)}. */
    @Test
    void crossEntropyOfLabelsWithWeightsAndSmoothing() {
        check(CrossEntropy.mean().withClassWeights(WEIGHTS).withLabelSmoothing(0.1), LABELS, 6.845516681671143,
                0.0941045657f, 0.0143453786f, -0.116826788f, 0.0238108374f, -0.015433996f, -0.219384611f, 0.0606153756f,
                0.0513846055f, 0.0621538348f, 0.0452307574f, 0f, 0f, 0f, 0f, 0f, 0.0627954975f, -0.00307692308f,
                0.0295121968f, -0.070769228f, -0.0184615385f);
    }

    /** {@code reduction="none"} of the same. */
    @Test
    void valuesOfRows() {
        double[] values = new double[4];
        CrossEntropy.mean().withClassWeights(WEIGHTS).withLabelSmoothing(0.1)
                .evaluate(matrix(X), LABELS, null, values, Execution.sequential());
        assertThat(values).usingComparatorWithPrecision(2e-6).containsExactly(0.921493471, 1.665768147, 0,
                19.660667419);
    }

    /** {@code cross_entropy(x, (2, 0, 1, 3), ignore_index=0, label_smoothing=0.2, reduction="sum")}. */
    @Test
    void anIgnoredColumn() {
        check(CrossEntropy.sum().withIgnoredLabel(0).withLabelSmoothing(0.2), new int[] {2, 0, 1, 3}, 58.56477355957031,
                0.128392696f, -0.0107377339f, -0.08531636f, 0.00257634372f, -0.0349149778f, 0f, 0f, 0f, 0f, 0f,
                -0.0399999991f, -0.217641875f, 0.337479323f, -0.0399999991f, -0.0398374014f, 0.582459331f,
                -0.0399999991f, 0.337540686f, -0.840000033f, -0.0399999991f);
    }

    /** {@code cross_entropy(x, PROBABILITIES)}. */
    @Test
    void crossEntropyOfProbabilities() {
        check(CrossEntropy.mean(), PROBABILITIES, 12.053553581237793, 2e-7, -0.082901828f, -0.0551844351f, 0.126170918f,
                0.0106440857f, 0.00127125485f, -3.7252903e-09f, -3.7252903e-09f, -3.7252903e-09f, -3.7252903e-09f,
                -3.7252903e-09f, 4.1177925e-10f, -0.0944104791f, 0.0943698213f, 6.96688477e-20f, 4.06491054e-05f,
                0.155614838f, 0f, 0.0631351694f, -0.21875f, 9.80908925e-45f);
    }

    /** {@code cross_entropy(x, PROBABILITIES, weight=WEIGHTS, label_smoothing=0.1)}. */
    @Test
    void crossEntropyOfProbabilitiesWithWeightsAndSmoothing() {
        check(CrossEntropy.mean().withClassWeights(WEIGHTS).withLabelSmoothing(0.1), PROBABILITIES, 5.943036079406738,
                2e-7, -0.0691923499f, -0.0222303867f, 0.0939998701f, 0.0109640872f, -0.0135412347f, 0.0174999945f,
                0.042499993f, -0.0325000025f, 0.0549999923f, -0.0825000033f, -0.00499999942f, -0.0239801276f,
                0.0452063419f, -0.00124999997f, -0.0149762202f, 0.0816580132f, -0.00249999994f, -0.0136892563f,
                -0.0504687466f, -0.0149999997f);
    }

    /** {@code ((softmax(x, 1) - PROBABILITIES) ** 2).sum(1).mean()}. */
    @Test
    void quadraticCost() {
        check(QuadraticCost.mean(), PROBABILITIES, 0.47929856181144714, 1e-7, -0.0548979491f, -0.00791768543f,
                0.0695320368f, -0.00591468997f, -0.000801731017f, 0f, 0f, 0f, 0f, 0f, 7.62103436e-11f, -0.0887183994f,
                0.0887108594f, 1.28940122e-20f, 7.53638187e-06f, 0.0434661321f, -0f, -0.0434661321f, -8.15065918e-23f,
                -9.80908925e-45f);
    }

    /** {@code mse_loss(x, YES_OR_NO)}. */
    @Test
    void squaredError() {
        check(MeanSquaredError.mean(), YES_OR_NO, 1662.98828125, 1e-6, 0.0500000007f, -0.0250000004f, 0.200000003f,
                0.0125000002f, -0.200000003f, 0f, -0.100000001f, 0f, -0.100000001f, -0.0500000007f, -0.850000024f,
                1.125f, 1.17500007f, -3f, 0.300000012f, 9.90000057f, -10f, 9.85000038f, 5f, 0.0250000004f);
    }

    /** {@code binary_cross_entropy_with_logits(x, YES_OR_NO)}. */
    @Test
    void binaryCrossEntropy() {
        check(BinaryCrossEntropy.mean(), YES_OR_NO, 3.7646994590759277, 3e-7, -0.0091212783f, 0.0218911748f,
                -0.00237129326f, 0.0265604705f, 0.00596014597f, 0.0250000004f, -0.0250000004f, 0.0250000004f,
                -0.0250000004f, 0f, -0.0499723628f, -2.38418579e-07f, 0.0499996059f, 4.67881179e-15f, -0.000899311912f,
                0f, 0f, 0f, 0.0500000007f, 0.0186229683f);
    }

    /** {@code binary_cross_entropy_with_logits(x, YES_OR_NO, pos_weight=WEIGHTS)}. */
    @Test
    void binaryCrossEntropyWithPositiveWeights() {
        check(BinaryCrossEntropy.mean().withPositiveWeights(WEIGHTS), YES_OR_NO, 3.7721316814422607, 3e-7,
                -0.0091212783f, 0.0218911748f, -0.00474258652f, 0.0265604705f, 0.00596014597f, 0.0250000004f,
                -0.0125000002f, 0.0250000004f, -0.00625000009f, -0.0250000004f, -0.0499723628f, -1.1920929e-07f,
                0.0499996059f, 4.67881179e-15f, -0.00269793277f, 0f, 0f, 0f, 0.0500000007f, 0.00918444991f);
    }

    /** {@code softmax(x, 1)} and {@code log_softmax(x, 1)}. */
    @Test
    void softmaxAndItsLogarithm() {
        Matrix found = matrix(X);
        Softmax.apply(found, found, Execution.sequential());
        assertThat(found.toArray()).usingComparatorWithPrecision(1e-7f).containsExactly(0.16839269f, 0.029262261f,
                0.75468367f, 0.04257634f, 0.0050850185f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 1.6471164e-9f, 0.6223581f,
                0.37747926f, 2.7867529e-19f, 1.6259638e-4f, 0.62245935f, 0f, 0.37754068f, 1.2005684e-22f, 3.8e-44f);
        Softmax.logarithm(matrix(X), found, Execution.sequential());
        assertThat(found.toArray()).usingComparatorWithPrecision(1e-5f).containsExactly(-1.7814566f, -3.5314565f,
                -0.2814566f, -3.1564565f, -5.2814566f, -1.6094379f, -1.6094379f, -1.6094379f, -1.6094379f, -1.6094379f,
                -20.22424f, -0.47423962f, -0.9742396f, -42.72424f, -8.72424f, -0.4740769f, -200.47408f, -0.9740769f,
                -50.474075f, -99.97407f);
    }
}
