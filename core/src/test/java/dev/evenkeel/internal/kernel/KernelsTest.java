package dev.evenkeel.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Gemm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the properties choose, each in a virtual machine of its own; once is enough, at whatever width. */
@Tag("once")
class KernelsTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void scalarKernelsOnRequest() throws Exception {
        assertThat(kernels(MODULE, "-Devenkeel.kernels=scalar")).isEqualTo("scalar, 1 thread");
    }

    @Test
    void vectorKernelsOnRequestAreAsWideAsAskedFor() throws Exception {
        assertThat(kernels(MODULE, "-Devenkeel.kernels=vector", "-Devenkeel.vectorBits=128"))
                .isEqualTo("vector-128, 1 thread");
        assertThat(kernels(MODULE, "-Devenkeel.kernels=auto", "-Devenkeel.vectorBits=256"))
                .isEqualTo("vector-256, 1 thread");
    }

    @Test
    void anUnknownWordIsRefusedWithTheChoiceThereIs() throws Exception {
        assertThat(kernels(MODULE, "-Devenkeel.kernels=fast"))
                .contains("IllegalArgumentException", "evenkeel.kernels must be auto, vector or scalar, was \"fast\"");
    }

    @Test
    void aWidthThatDoesNotExistIsNamed() throws Exception {
        assertThat(kernels(MODULE, "-Devenkeel.kernels=vector", "-Devenkeel.vectorBits=100"))
                .contains("UnsupportedOperationException", "evenkeel.vectorBits must be 128, 256 or 512, was 100");
    }

    @Test
    void whileVectorCodeIsNotCompiledYetTheBitsAreTheSame() throws Exception {
        assertThat(output(List.of(MODULE, "-Devenkeel.kernels=auto"), "products")).isEqualTo("same bits");
    }

    /** The kernels of a fresh virtual machine, or the exception that it printed, without the machine's own warning. */
    private static String kernels(String... options) throws IOException, InterruptedException {
        return output(List.of(options), "kernels");
    }

    private static String output(List<String> options, String question) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KernelsTest.class.getName(), question));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output.lines().filter(line -> !line.contains("Using incubator modules")).reduce("", (x, y) -> x + y);
    }

    /** Runs in the fresh virtual machine. */
    public static void main(String[] arguments) {
        System.out.println(arguments[0].equals("kernels") ? Execution.sequential().kernels() : compareProducts());
    }

    private static String compareProducts() {
        for (int call = 0; call < 1500; call++) {
            int m = 1 + call % 13;
            int n = 1 + call % 71;
            float[] a = new float[m * 30];
            float[] b = new float[30 * n];
            for (int i = 0; i < a.length; i++) {
                a[i] = (i * 7919 % 101 - 50) / 17f;
            }
            for (int i = 0; i < b.length; i++) {
                b[i] = (i * 6007 % 103 - 51) / 19f;
            }
            float[] c = new float[m * n];
            float[] expected = new float[m * n];
            Execution execution = Execution.sequential();
            Gemm.multiply(Matrix.of(a, m, 30), Matrix.of(b, 30, n), Matrix.of(c, m, n), execution);
            Gemm.multiply(
                    Matrix.of(a, m, 30), Matrix.of(b, 30, n), Matrix.of(expected, m, n),
                    execution.withScalarKernels());
            if (!Arrays.equals(c, expected)) {
                return "call " + call + ", " + m + " × " + n + ": other bits";
            }
        }
        return "same bits";
    }
}
