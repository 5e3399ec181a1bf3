package dev.evenkeel.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of variances, out of jars whose check is made up. */
class VarianceProofTest {
    private static final String FINDING = "{\"scheme\": \"%s\", \"layer\": \"%s\", \"passed\": %s}";

    @TempDir
    private Path folder;

    private VarianceProof proof() {
        return new VarianceProof(Path.of(System.getProperty("java.home"), "bin", "java"), List.of(),
                folder.resolve("variance"));
    }

    /** A jar of ours whose check writes this and ends with that. */
    private JmhJar jar(String figures, int code) throws IOException {
        return jar(figures, code, "");
    }

    /** The same; the figures go to a folder in the one that is given. */
    private JmhJar jar(String figures, int code, String run) throws IOException {
        String program =
                """
                        package dev.evenkeel.bench.cli;
                        public class Main {
                            public static void main(String[] arguments) throws Exception {
                                if (!arguments[0].equals("variance") || !arguments[1].equals("--results")) System.exit(7);
                                java.nio.file.Path folder = java.nio.file.Path.of(arguments[2], "%s");
                                java.nio.file.Files.createDirectories(folder);
                                java.nio.file.Files.writeString(folder.resolve("variance.json"), %s);
                                System.exit(%d);
                            }
                        }
                        """
                        .formatted(run, "\"" + figures.replace("\"", "\\\"") + "\"", code);
        return JmhJar.open("--candidate", FakeJar.write(folder.resolve("candidate.jar"),
                Map.of("dev.evenkeel.bench.cli.Main", program), FakeJar.OURS));
    }

    private static String findings(String... findings) {
        return "{\"findings\": [" + String.join(", ", findings) + "]}";
    }

    @Test
    void aJarWhoseVariancesAreRightPasses() throws IOException {
        JmhJar right = jar(findings(FINDING.formatted("he normal", "WIDE", true),
                FINDING.formatted("orthogonal", "WIDE", true)), 0);
        assertThat(VarianceProof.isIn(right)).isTrue();
        assertThat(proof().require(right)).isEqualTo(2);
        assertThat(folder.resolve("variance")).as("nothing is left behind").isEmptyDirectory();
    }

    @Test
    void figuresMayLieInAFolderOfTheRun() throws IOException {
        JmhJar right = jar(findings(FINDING.formatted("he normal", "WIDE", true)), 0, "2026-11-29T120000Z");
        assertThat(proof().require(right)).isEqualTo(1);
        assertThat(proof().require(right)).as("another run beside it").isEqualTo(1);
    }

    @Test
    void wrongVariancesAreNamedInOneLine() throws IOException {
        JmhJar wrong = jar(findings(FINDING.formatted("he normal", "WIDE", false),
                FINDING.formatted("he normal", "TALL_TRANSPOSED", false),
                FINDING.formatted("he normal", "SQUARE", true), FINDING.formatted("glorot normal", "WIDE", true),
                FINDING.formatted("orthogonal", "SQUARE", false)), 1);
        assertThatThrownBy(() -> proof().require(wrong)).isInstanceOf(WrongAnswerException.class)
                .hasMessage(wrong.path() + ": the variance check fails for he normal (tall transposed, wide); "
                        + "orthogonal (every layer)");
    }

    @Test
    void aCheckThatChecksNothingOrEndsOddlyIsNoProof() throws IOException {
        for (JmhJar odd : List.of(jar(findings(), 0), jar("{\"findings\": [", 0),
                jar(findings(FINDING.formatted("he normal", "WIDE", true)), 3))) {
            assertThatThrownBy(() -> proof().require(odd)).isInstanceOf(MeasurementException.class)
                    .hasMessageContaining("the variance check ended with").hasMessageContaining("variance.log");
        }
    }

    @Test
    void jarsOfOthersHaveNoSuchCheck() throws IOException {
        JmhJar foreign = JmhJar.open("--candidate",
                FakeJar.write(folder.resolve("x.jar"), Map.of(), List.of(FakeJar.BENCHMARK_LIST)));
        JmhJar user = JmhJar.open("--candidate",
                FakeJar.write(folder.resolve("y.jar"), Map.of(), FakeJar.OURS.subList(0, 2)));
        assertThat(VarianceProof.isIn(foreign)).isFalse();
        assertThat(VarianceProof.isIn(user)).isFalse();
    }

    @Test
    void reportsNameAWrongAnswer() throws IOException {
        new ReportFiles(folder).writeWrong("new.jar: the variance check fails for he normal (wide) & <more>");
        assertThat(folder.resolve("gate.md")).content().contains("WRONG", "he normal (wide)");
        assertThat(folder.resolve("gate.xml")).content().contains(
                "<failure message=\"WRONG new.jar: the variance check fails for he normal",
                "&amp; &lt;more");
    }
}
