package dev.evenkeel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Weights after 1, 10 and 1,000 steps of PyTorch 2.13.0's optimizers (CPU, float32), fed with these gradients. After
 * 1,000 steps weights are within 2·10⁻⁶ of PyTorch's, relative to 1 or the weight, whichever is greater.
 */
@Tag("once")
class OptimizerTorchTest {
    private static final int WEIGHTS = 8;
    private static final int STEPS = 1000;

    private static float[] gradient(int step) {
        float[] gradient = new float[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            gradient[i] = ((i * 7919 + step * 104_729) % 2003 - 1001) / 512f;
        }
        return gradient;
    }

    private static float[] start() {
        float[] weights = new float[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            weights[i] = ((i * 5003) % 97 - 48) / 32f;
        }
        return weights;
    }

    private static void check(Optimizer optimizer, float[] afterOne, float[] afterTen, float[] afterAll) {
        Matrix weights = Matrix.of(start(), 1, WEIGHTS);
        List<Matrix> state = optimizer.newState(weights);
        for (int step = 1; step <= STEPS; step++) {
            optimizer.update(weights, Matrix.of(gradient(step), 1, WEIGHTS), state, step, Execution.sequential());
            if (step == 1 || step == 10 || step == STEPS) {
                float[] expected = step == 1 ? afterOne : step == 10 ? afterTen : afterAll;
                double bound = step == STEPS ? 2e-6 : 2e-7;
                for (int i = 0; i < WEIGHTS; i++) {
                    assertThat((double) weights.get(0, i)).as("%s, step %d, weight %d", optimizer, step, i)
                            .isCloseTo(expected[i], within(bound * Math.max(1, Math.abs(expected[i]))));
                }
            }
        }
    }

    /** {@code SGD(lr=0.01)}. */
    @Test
    void descent() {
        check(new Sgd(0.01),
                new float[] {-1.49164057f, 0.260175794f, -1.01925778f, 0.732558608f, -0.546875f, 1.20494139f,
                    -0.0744921863f, -1.39304686f},
                new float[] {-1.48968744f, 0.239355475f, -1.02373052f, 0.744433582f, -0.557773471f, 1.21039057f,
                    -0.0526953004f, -1.3940233f},
                new float[] {-1.21566486f, 0.159960926f, -1.14357448f, 0.975351274f, -0.641152024f, 1.04744112f,
                    0.135117128f, -1.44226468f});
    }

    /** {@code SGD(lr=0.01, weight_decay=0.05)}. */
    @Test
    void descentWithDecay() {
        check(new Sgd(0.01, 0, false, WeightDecay.coupled(0.05)),
                new float[] {-1.49089062f, 0.260050774f, -1.0187422f, 0.732199192f, -0.546593726f, 1.20434761f,
                    -0.0744453147f, -1.39235938f},
                new float[] {-1.4822489f, 0.23808144f, -1.01865351f, 0.740739405f, -0.554999352f, 1.20439339f,
                    -0.0523413271f, -1.3871038f},
                new float[] {-0.69746083f, 0.0874404758f, -0.717330933f, 0.623421371f, -0.397792846f, 0.603960216f,
                    0.112133622f, -0.877075791f});
    }

    /** {@code SGD(lr=0.01, momentum=0.9, weight_decay=0.05)}. */
    @Test
    void momentumWithDecay() {
        check(new Sgd(0.01, 0.9, false, WeightDecay.coupled(0.05)),
                new float[] {-1.49089062f, 0.260050774f, -1.0187422f, 0.732199192f, -0.546593726f, 1.20434761f,
                    -0.0744453147f, -1.39235938f},
                new float[] {-1.39198959f, 0.262436301f, -0.917582393f, 0.871204138f, -0.512059033f, 1.27672756f,
                    0.0967088863f, -1.44188857f},
                new float[] {0.900345981f, -0.199723944f, -0.557365775f, 0.876092136f, 0.00341818645f, -0.722165585f,
                    0.806999922f, 0.165968224f});
    }

    /** {@code SGD(lr=0.01, momentum=0.9, nesterov=True)}. */
    @Test
    void nesterov() {
        check(new Sgd(0.01, 0.9, true, WeightDecay.none()),
                new float[] {-1.48411715f, 0.269333988f, -1.00846481f, 0.744986355f, -0.532812476f, 1.22063863f,
                    -0.0571601577f, -1.409289f},
                new float[] {-1.42003775f, 0.255569816f, -0.939867795f, 0.895944655f, -0.522300422f, 1.31351185f,
                    0.118074305f, -1.48034549f},
                new float[] {1.27756238f, -0.862934709f, -1.90715337f, 3.38497829f, -1.39580739f, 0.0356619731f,
                    2.29654074f, -2.09312105f});
    }

    /** {@code RMSprop(lr=0.01)}. */
    @Test
    void rmsProp() {
        check(new RmsProp(0.01),
                new float[] {-1.39999998f, 0.349999994f, -0.931250036f, 0.818749964f, -0.462500006f, 1.28750002f,
                    0.00624999404f, -1.47500002f},
                new float[] {-1.43644404f, 0.256265759f, -0.95597434f, 0.85729593f, -0.515547395f, 1.29410756f,
                    0.0676074848f, -1.46938264f},
                new float[] {-1.07222939f, 0.108389072f, -1.06478548f, 1.17139947f, -0.698354959f, 1.10634565f,
                    0.301115662f, -1.60946429f});
    }

    /** {@code RMSprop(lr=0.01, alpha=0.9, eps=1e-6, momentum=0.9, weight_decay=0.05)}. */
    @Test
    void rmsPropWithMomentumAndDecay() {
        check(new RmsProp(0.01, 0.9, 1e-6, 0.9, WeightDecay.coupled(0.05)),
                new float[] {-1.46837735f, 0.281622678f, -0.999627292f, 0.750372708f, -0.530877292f, 1.21912277f,
                    -0.0621272773f, -1.40662277f},
                new float[] {-1.31439376f, 0.337326229f, -0.811083078f, 0.985170364f, -0.441733152f, 1.35220194f,
                    0.177780285f, -1.51345801f},
                new float[] {0.472050399f, -0.541603386f, -0.742692173f, 0.477836132f, -0.377610683f, -0.866862476f,
                    0.414584517f, -0.250003844f});
    }

    /** {@code Adam(lr=0.01)}. */
    @Test
    void adam() {
        check(new Adam(0.01),
                new float[] {-1.49000001f, 0.25999999f, -1.02125001f, 0.72874999f, -0.55250001f, 1.19749999f,
                    -0.0837500021f, -1.38499999f},
                new float[] {-1.47697091f, 0.267499775f, -0.99938339f, 0.763307571f, -0.542047679f, 1.22038674f,
                    -0.0496016182f, -1.40045285f},
                new float[] {-1.23346722f, 0.16039668f, -1.08178735f, 0.990005791f, -0.624964893f, 1.11008012f,
                    0.148094162f, -1.46129906f});
    }

    /** {@code Adam(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.05)}. */
    @Test
    void adamWithDecay() {
        check(new Adam(0.01, 0.8, 0.99, 1e-6, WeightDecay.coupled(0.05)),
                new float[] {-1.49000001f, 0.25999999f, -1.02125001f, 0.72874999f, -0.55250001f, 1.19749999f,
                    -0.0837500021f, -1.38499999f},
                new float[] {-1.47105336f, 0.262155384f, -0.999834418f, 0.756793261f, -0.543716371f, 1.21282768f,
                    -0.0527088009f, -1.39297354f},
                new float[] {-0.775161386f, 0.0928368792f, -0.7233482f, 0.653983355f, -0.407698959f, 0.680405855f,
                    0.108410358f, -0.936114132f});
    }

    /** {@code AdamW(lr=0.01, weight_decay=0.1)}. */
    @Test
    void adamW() {
        check(new Adam(0.01, WeightDecay.decoupled(0.1)),
                new float[] {-1.4885f, 0.259750009f, -1.02021873f, 0.728031278f, -0.551937521f, 1.19631255f,
                    -0.0836562514f, -1.38362503f},
                new float[] {-1.46216822f, 0.264853388f, -0.98933053f, 0.755892038f, -0.536616445f, 1.20835304f,
                    -0.0489195362f, -1.38660514f},
                new float[] {-0.400553912f, 0.0322701707f, -0.417621821f, 0.41615501f, -0.24518083f, 0.377664596f,
                    0.104102552f, -0.54328078f});
    }

    /** {@code clip_grad_norm_(…, 10.)} of two gradients. */
    @Test
    void clippingByTheGlobalNorm() {
        Matrix first = Matrix.of(new float[] {3, -4, 12}, 1, 3);
        Matrix second = Matrix.of(new float[] {84, 0, 0.5f}, 3, 1);
        assertThat(GradientClipping.clip(List.of(first, second), 10, Execution.sequential()))
                .isCloseTo(85.00147247314453, within(1e-5));
        assertThat(first.toArray()).usingComparatorWithPrecision(1e-6f).containsExactly(0.35293508f, -0.4705801f,
                1.4117403f);
        assertThat(second.toArray()).usingComparatorWithPrecision(2e-6f).containsExactly(9.882182f, 0f, 0.058822513f);
    }
}
