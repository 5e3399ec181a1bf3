package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An error for want of memory or stack in the first call is gone with its cause: later calls work, and with vector
 * code. Each in a virtual machine of its own, because what fails in an initialiser fails for good.
 */
@DisabledIfSystemProperty(named = "evenkeel.vectorBits", matches = ".*", disabledReason = "tested without it, once")
@DisabledIfSystemProperty(named = "evenkeel.test.withoutModule", matches = ".*",
        disabledReason = "starts machines with the module")
@Tag("once")
class ColdStartTest {
    private static final int DEPTH = 1 << 23;
    private static final float[] ONE = {1};
    private static final float[] A = {1, 2, 3, 4};
    private static final float[] C = new float[4];
    private static final float[] SAMPLES = new float[1000];
    private static final float[] X = {1, 2, 3, 6};
    private static final float[] Y = new float[4];

    private static boolean worked;
    private static int errors;

    @ParameterizedTest
    @CsvSource({"product", "longProduct", "fill", "batchNorm"})
    void aStackThatEndsAnywhereInTheFirstCallCostsNothingLater(String operation) throws Exception {
        assertThat(output("-Xss512k", operation, "stack")).isEqualTo("failed, then worked with vector");
    }

    @ParameterizedTest
    @CsvSource({"product,25", "product,300", "longProduct,25", "longProduct,300", "fill,50", "fill,75", "batchNorm,25",
        "batchNorm,500"})
    void aHeapThatIsFullAtTheFirstCallCostsNothingLater(String operation, String kilobytesLeft) throws Exception {
        assertThat(output("-Xmx16m", operation, kilobytesLeft)).isEqualTo("failed, then worked with vector");
    }

    @Test
    void aProgramOfSmallProductsEndsBeforeVectorCodeIsLoaded() throws Exception {
        assertThat(output("-Xlog:class+load", "product", "none"))
                .contains("dev.evenkeel.internal.kernel.gemm.ScalarGemm")
                .doesNotContain("dev.evenkeel.internal.kernel.gemm.VectorGemm");
        assertThat(output("-Xlog:class+load", "longProduct", "none"))
                .contains("dev.evenkeel.internal.kernel.gemm.VectorGemm");
    }

    private static String output(String option, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", option,
                "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector", "-cp",
                System.getProperty("java.class.path"), ColdStartTest.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output.lines().filter(line -> !line.contains("Using incubator modules")).reduce("", (x, y) -> x + y);
    }

    /** Runs in the fresh virtual machine. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        // The platform's own class loader is lost if it meets a new package at the end of the stack.
        Class.forName(Matrix.class.getName(), false, ColdStartTest.class.getClassLoader());
        if (arguments[1].equals("none")) {
            call(arguments[0]);
            return;
        }
        if (arguments[1].equals("stack")) {
            dive(arguments[0]);
        } else {
            fill(arguments[0], Integer.parseInt(arguments[1]));
        }
        call(arguments[0]);
        System.out.println((errors > 0 ? "failed, then " : "") + "worked with "
                + Execution.sequential().kernels().replaceAll("-.*", ""));
    }

    /** Tries at the end of the stack, and then one frame further up at a time until the call returns. */
    private static void dive(String operation) {
        try {
            dive(operation);
        } catch (StackOverflowError e) {
            errors++;
        }
        if (!worked) {
            call(operation);
            worked = true;
        }
    }

    private static void fill(String operation, int kilobytesLeft) {
        byte[][] left = new byte[kilobytesLeft][1000];
        byte[][] ballast = new byte[1_000_000][];
        int size = 0;
        for (int bytes : new int[] {50_000, 1000, 16}) {
            try {
                while (true) {
                    ballast[size++] = new byte[bytes];
                }
            } catch (OutOfMemoryError e) {
                size--;
            }
        }
        Arrays.fill(left, null);
        try {
            call(operation);
        } catch (OutOfMemoryError e) {
            errors++;
        }
        Arrays.fill(ballast, null);
    }

    private static void call(String operation) {
        boolean right = switch (operation) {
            case "product" -> {
                Gemm.multiply(Matrix.of(A, 2, 2), Matrix.of(A, 2, 2), Matrix.of(C, 2, 2), Execution.sequential());
                yield C[0] == 7 && C[1] == 10 && C[2] == 15 && C[3] == 22;
            }
            case "longProduct" -> { // So many terms that vector code is loaded for them.
                Gemm.multiply(Matrix.of(ONE, 0, 2, DEPTH, 0, 0), Matrix.of(ONE, 0, DEPTH, 2, 0, 0), Matrix.of(C, 2, 2),
                        Execution.sequential());
                yield C[0] == DEPTH && C[3] == DEPTH;
            }
            case "fill" -> {
                Sampling.fill(SAMPLES, Distribution.uniform(1, 2), RandomStream.philox(1).stream(2),
                        Execution.sequential());
                yield SAMPLES[0] >= 1 && SAMPLES[999] >= 1;
            }
            default -> {
                BatchNorm.forward(Features.channelsLast(X, 1, 4, 1), Features.channelsLast(Y, 1, 4, 1),
                        BatchNormParameters.none(0), new Moments(1), Execution.sequential());
                yield Y[2] == 0 && Y[3] > 1.6f;
            }
        };
        if (!right) {
            throw new IllegalStateException(operation + " went wrong");
        }
    }
}
