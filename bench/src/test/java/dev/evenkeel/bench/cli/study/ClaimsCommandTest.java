package dev.evenkeel.bench.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.cli.StudyLine;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsCommandTest {
    @TempDir
    private Path results;

    private final StudyLine line = new StudyLine();

    private int claims(String... options) {
        return line.execute(Stream.concat(Stream.of("study", "claims", "--results", results.toString()),
                Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void findingsLieInAFolderOfTheRunAndAreReportedAgain() throws IOException {
        assertThat(claims("--only", "peers,cost-surfaces", "--threads", "1")).as(line.err())
                .isEqualTo(ExitCode.OK);
        assertThat(line.out()).contains("[1/2] Plateaus", "peers: PARTLY", "page:");
        Path latest = results.resolve("study/latest");
        for (String name : List.of("study.json", "study.html", "peers-peers.csv", "cost-surfaces-surface.csv"))
            assertThat(latest.resolve(name)).isNotEmptyFile();

        Path page = Files.writeString(results.resolve("page.md"),
                "Before.\n<!-- results:begin -->\nold\n<!-- results:end -->\nBehind.\n");
        StudyLine again = new StudyLine();
        assertThat(again.execute("study", "report", results.resolve("study").toString(), "--markdown", page.toString(),
                "--html", results.resolve("again.html").toString())).as(again.err()).isEqualTo(ExitCode.OK);
        assertThat(page).content().startsWith("Before.").endsWith("Behind.\n").doesNotContain("old")
                .contains("### The same names in other libraries", "study claims --only peers");
        assertThat(results.resolve("again.html")).hasSameTextualContentAs(latest.resolve("study.html"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only abacus", "--threads 0", "--threads 100000", "--seed x", "--data shapeset",
        "--data mnist:none", "--frobnicate"})
    void wrongUsageIsOneLineThatNamesTheOption(String options) {
        assertThat(claims(options.split(" "))).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().contains(options.split(" ")[0])
                .doesNotContain("Exception");
        assertThat(results.resolve("study")).doesNotExist();
    }

    @Test
    void digitsFromAFolderAreForTheClaimAboutThem() throws IOException {
        Path digits = SmallDigits.write(results.resolve("digits"));
        assertThat(claims("--only", "unit-inputs", "--data", "mnist:" + digits)).as(line.err())
                .isEqualTo(ExitCode.OK);
        assertThat(results.resolve("study/latest/study.html")).content().contains("How: MNIST, in black and white")
                .doesNotContain("instead of MNIST");
    }

    @Test
    void aReportGoesToFilesThatCanHoldIt() throws IOException {
        assertThat(claims("--only", "cost-surfaces", "--threads", "1")).as(line.err()).isEqualTo(ExitCode.OK);
        Path page = Files.writeString(results.resolve("page.md"), "no markers");
        for (List<String> options : List.of(List.of("--markdown", results.toString()),
                List.of("--html", results.toString()), List.of("--markdown", page.toString()))) {
            StudyLine again = new StudyLine();
            assertThat(again.execute("study", "report", results.resolve("study").toString(), options.get(0),
                    options.get(1))).isEqualTo(ExitCode.UNUSABLE);
            assertThat(again.err().lines()).singleElement().asString().contains(options.get(1));
        }
        assertThat(page).hasContent("no markers");
    }

    @Test
    void helpListsTheClaims() {
        assertThat(line.execute("study", "claims", "--help")).isEqualTo(ExitCode.OK);
        assertThat(line.out()).contains("weight-scale", "peers");
    }

    @Test
    void anIdThatIsNoClaimsGetsTheListOfThem() {
        claims("--only", "abacus");
        assertThat(line.err()).contains("linear-regime", "zero-weights");
    }

    @Test
    void aFileInTheWayAndAReportOfNothingAreOneLine() throws IOException {
        Files.writeString(results.resolve("study"), "in the way");
        assertThat(claims("--only", "peers")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err().lines()).singleElement().asString().contains("--results");
        StudyLine again = new StudyLine();
        assertThat(again.execute("study", "report", results.resolve("none").toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(again.err().lines()).singleElement().asString().contains("none does not exist");
    }

    @Test
    void studyAloneAsksForACommand() {
        assertThat(line.execute("study")).isEqualTo(ExitCode.UNUSABLE);
        assertThat(line.err()).contains("--quick");
    }
}
