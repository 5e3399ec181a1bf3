package dev.evenkeel.gemm;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.util.Arrays;

/** One product to be compared with its definition; printed, it says how to make it again. */
record GemmCase(
        int m,
        int n,
        int k,
        Layout layoutOfA,
        Backing backingOfA,
        Layout layoutOfB,
        Backing backingOfB,
        Layout layoutOfC,
        Backing backingOfC,
        float alpha,
        float beta,
        Finish finish,
        Values.Kind values,
        boolean packed,
        Execution execution) {

    /** What follows the product. */
    enum Finish {
        NOTHING,
        BIAS,
        RELU,
        BIAS_AND_TANH;

        Epilogue epilogue(int columns) {
            float[] bias = this == BIAS || this == BIAS_AND_TANH ? Values.ordinary(4).array(columns) : null;
            return switch (this) {
                case NOTHING -> Epilogue.none();
                case BIAS -> new Epilogue(bias, Activation.IDENTITY);
                case RELU -> new Epilogue(null, Activation.RELU);
                case BIAS_AND_TANH -> new Epilogue(bias, Activation.TANH);
            };
        }
    }

    /** An ordinary product of that shape: dense, in arrays of just the size. */
    static GemmCase dense(int m, int n, int k, Execution execution) {
        Backing array = Backing.ARRAY_OF_JUST_THE_SIZE;
        return new GemmCase(m, n, k, Layout.ROWS, array, Layout.ROWS, array, Layout.ROWS, array, 1f, 0f, Finish.NOTHING,
                Values.Kind.ORDINARY, false, execution);
    }

    /** Multiplies; fails if a bit differs from the definition, or anything was touched that is not C. */
    void check() {
        GuardedMatrix a = GuardedMatrix.of(layoutOfA, backingOfA, m, k, new Values(values, 1));
        GuardedMatrix b = GuardedMatrix.of(layoutOfB, backingOfB, k, n, new Values(values, 2));
        GuardedMatrix c = GuardedMatrix.of(layoutOfC, backingOfC, m, n, new Values(values, 3));
        Epilogue epilogue = finish.epilogue(n);
        float[] biasBefore = epilogue.bias() == null ? null : epilogue.bias().clone();
        float[] expected = ReferenceProduct.of(alpha, a.view(), b.view(), beta, c.view(), epilogue);
        if (packed) {
            PackedMatrix panels = Gemm.pack(b.view(), execution);
            Gemm.multiply(alpha, a.view(), panels, beta, c.view(), epilogue, execution);
        } else {
            Gemm.multiply(alpha, a.view(), b.view(), beta, c.view(), epilogue, execution);
        }
        ReferenceProduct.assertSameBits(c.view(), expected, this);
        a.assertUnchanged(this);
        b.assertUnchanged(this);
        c.assertNothingElseChanged(this);
        if (!Arrays.equals(biasBefore, epilogue.bias())) {
            throw new AssertionError(this + ": the bias changed");
        }
    }
}
