package dev.evenkeel.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model that starts from a seed starts from the same weights in every later version. */
class InitializerGoldenTest {
    /** Both orientations, and more than one block of reflectors and panel of columns of the orthogonal ones. */
    private static final int[][] SHAPES = {{36, 20}, {20, 36}, {150, 144}, {144, 297}};

    /** A line is scheme and shape, the bits of the first three weights and of the last, and the CRC-32C of all. */
    @Test
    @Tag("emulated")
    void goldenWeightsNeverChange() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                InitializerGoldenTest.class.getResourceAsStream("golden-weights.txt"), StandardCharsets.UTF_8))) {
            List<String> expected = reader.lines().filter(line -> !line.startsWith("#")).toList();
            assertThat(expected).hasSizeGreaterThan(60);
            assertThat(lines()).isEqualTo(expected);
        }
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        RandomStream stream = RandomStream.philox(42).stream("golden weights");
        for (Initializer scheme : Initializers.all()) {
            for (int[] shape : SHAPES) {
                float[] values = new float[shape[0] * shape[1]];
                Weights weights = Weights.outputsByInputs(Matrix.of(values, shape[0], shape[1]));
                if (scheme.accepts(weights)) {
                    scheme.fill(weights, stream, Execution.sequential());
                    lines.add(scheme.name() + " " + shape[0] + "x" + shape[1] + ":" + bits(values[0]) + bits(values[1])
                            + bits(values[2]) + bits(values[values.length - 1]) + " " + checksum(values));
                }
            }
        }
        return lines;
    }

    private static String bits(float value) {
        return " " + HexFormat.of().toHexDigits(Float.floatToRawIntBits(value));
    }

    private static String checksum(float[] values) {
        CRC32C checksum = new CRC32C();
        for (float value : values) {
            checksum.update(
                    HexFormat.of().toHexDigits(Float.floatToRawIntBits(value)).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
