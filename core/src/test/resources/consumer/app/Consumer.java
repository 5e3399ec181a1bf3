package app;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Gemm;
import java.util.Arrays;

/** What a user of the jar writes: two products, so that a warning per product would be seen. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] arguments) {
        float[] c = new float[4];
        Execution execution = Execution.sequential();
        for (int repeat = 0; repeat < 2; repeat++) {
            Matrix a = Matrix.of(new float[] {1, 2, 3, 4}, 2, 2);
            Matrix b = Matrix.of(new float[] {5, 6, 7, 8}, 2, 2);
            Gemm.multiply(a, b, Matrix.of(c, 2, 2), execution);
        }
        System.out.println(execution.kernels() + " " + Arrays.toString(c));
        System.out.println(Execution.sequential().kernels());
    }
}
