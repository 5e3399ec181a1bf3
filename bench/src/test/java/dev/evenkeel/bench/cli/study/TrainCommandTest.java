package dev.evenkeel.bench.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.bench.cli.Main;
import dev.evenkeel.bench.cli.StudyLine;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.study.train.Checkpoint;
import dev.evenkeel.bench.study.train.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    private static final String SMALL = "--layers 1024,20x2,9 --interval 50 --validation 100 --test 200 ";

    @TempDir
    private Path folder;

    private StudyLine line;

    private int train(String options, Path out) {
        line = new StudyLine();
        return line.execute(("study train " + options + " --out " + out).strip().split(" +"));
    }

    private static List<String> lines(Path out) throws IOException {
        return Files.readAllLines(out.resolve("log.jsonl")).stream()
                .map(one -> one.replaceAll(",\"examplesPerSecond\":\\d+", "")).toList();
    }

    @Test
    void aTrainingThatIsResumedOnOtherThreadsHasTheSameBits() throws IOException {
        Path whole = folder.resolve("whole");
        String options = SMALL + "--activation softsign --init glorot-standard --rate 0.1 --seed 3 --batch-norm ";
        assertThat(train(options + "--steps 100", whole)).as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(line.out()).contains("softsign, glorot standard, batch normalisation, cross-entropy, rate 0.1")
                .contains("validation error").contains("test error").contains("kept in");
        Path parts = folder.resolve("parts");
        assertThat(train(options + "--steps 50", parts)).isEqualTo(ExitCode.OK);
        assertThat(train("--resume --interval 50 --validation 100 --test 200 --steps 100 --threads 2 --rate 0.1",
                parts)).as(line.err()).isEqualTo(ExitCode.OK);
        assertThat(parts.resolve("training.checkpoint"))
                .hasSameBinaryContentAs(whole.resolve("training.checkpoint"));
        assertThat(lines(parts).getLast()).isEqualTo(lines(whole).getLast());
        JsonNode last = new ObjectMapper().readTree(Files.readAllLines(whole.resolve("log.jsonl")).getLast());
        assertThat(last.get("step").longValue()).isEqualTo(100);
        assertThat(last.get("examplesPerSecond").longValue()).isPositive();
        assertThat(last.get("testError").doubleValue()).isBetween(0.3, 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--layers 1024", "--layers 1024,x,9", "--layers 1024,9,1", "--layers 784,9",
        "--activation abacus", "--init abacus", "--init dirac", "--bias much", "--bias NaN", "--loss hinge",
        "--data abacus",
        "--data mnist:no-such-folder", "--data mnist:", "--rate -1", "--rate NaN", "--rate fast", "--batch 0",
        "--batch 1 --batch-norm", "--batch 1000000000", "--batch 9999999999",
        "--seed x", "--steps 0", "--interval 0", "--validation 0", "--test 0", "--threads 0", "--threads 100000",
        "--resume", "--frobnicate"})
    void wrongUsageIsOneLineThatNamesTheOption(String options) {
        String layers = options.startsWith("--layers") || options.equals("--resume") ? "" : "--layers 1024,9 ";
        assertThat(train(layers + options, folder.resolve("out"))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().contains(options.split(" ")[0])
                .doesNotContain("Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFileInTheWayIsOneLineThatNamesTheOption() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        for (Path out : List.of(file, file.resolve("below"))) {
            assertThat(train(SMALL + "--steps 1", out)).isEqualTo(ExitCode.UNUSABLE);
            assertThat(line.err().lines()).singleElement().asString().contains("--out", out.toString())
                    .doesNotContain("Exception");
        }
    }

    @Test
    void twoTrainingsDoNotWorkInOneFolder() throws IOException {
        Path out = folder.resolve("out");
        assertThat(train(SMALL + "--steps 50", out)).as(line.err()).isEqualTo(ExitCode.OK);
        byte[] saved = Files.readAllBytes(out.resolve("training.checkpoint"));
        try (FolderLock other = new FolderLock(out)) {
            other.take();
            assertThat(train("--resume --steps 100", out)).isEqualTo(ExitCode.UNUSABLE);
            assertThat(line.err().lines()).singleElement().asString().contains(out.toString(), "another training");
        }
        assertThat(out.resolve("training.checkpoint")).hasBinaryContent(saved);
        assertThat(train("--resume --interval 50 --validation 100 --test 200 --steps 100", out)).as(line.err())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void whatMustBeGivenIsAskedFor() {
        assertThat(train("", folder)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("--layers");
        line = new StudyLine();
        assertThat(line.execute("study", "train", "--layers", "1024,9")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("--out");
    }

    @Test
    void aTrainingIsNeitherOverwrittenNorGoesOnAsAnother() throws IOException {
        assertThat(train(SMALL + "--steps 10", folder)).as(line.err()).isEqualTo(ExitCode.OK);
        byte[] before = Files.readAllBytes(folder.resolve("training.checkpoint"));
        assertThat(train(SMALL + "--steps 20", folder)).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("--resume");
        for (String other : List.of("--layers 1024,30,9", "--activation relu", "--init he-normal", "--bias 0.5",
                "--batch-norm", "--loss quadratic", "--data smooth-shapeset", "--rate 0.5", "--batch 20", "--seed 4",
                "--steps 10")) {
            assertThat(
                    train("--resume --steps 20 ".replace("--steps 20", other.startsWith("--steps") ? "" : "--steps 20")
                            + other, folder))
                    .as(other).isEqualTo(ExitCode.UNUSABLE);
            assertThat(line.err().lines()).singleElement().asString().contains(other.split(" ")[0]);
        }
        assertThat(folder.resolve("training.checkpoint")).hasBinaryContent(before);
    }

    @Test
    void aLossThatIsNoNumberFailsTheCheck() {
        assertThat(train(SMALL + "--steps 100 --rate 1e30 --activation relu", folder)).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(line.out()).contains("--rate");
    }

    @Test
    void aSignalSaves() throws Exception {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(),
                "study", "train", "--layers", "1024,300,9", "--steps", "100000000", "--interval", "100", "--out",
                out.toString()).redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile()).start();
        Path log = out.resolve("log.jsonl");
        while (process.isAlive() && (!Files.exists(log) || Files.size(log) == 0)) Thread.sleep(20);
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(folder.resolve("stdout"));
        assertThat(said).as(Files.readString(folder.resolve("stderr"))).contains("stopped after step");
        long step = Checkpoint.read(out.resolve("training.checkpoint")).step();
        assertThat(said).contains("stopped after step " + step + ",");
        assertThat(step).isGreaterThanOrEqualTo(100);
    }
}
