package dev.evenkeel.bench.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.bench.study.claim.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyReportTest {
    private static StudyReport report;

    @TempDir
    private Path folder;

    @BeforeAll
    static void examineAllClaimsAtTheSmallestScale() {
        report = SmallStudy.report();
    }

    @Test
    void whatIsWrittenIsReadAgainAsItWas() throws IOException {
        report.write(folder);
        StudyReport read = StudyReport.read(folder);
        assertThat(StudyMarkdown.text(read)).isEqualTo(StudyMarkdown.text(report));
        Path page = read.writePage(folder.resolve("again.html"));
        assertThat(page).hasSameTextualContentAs(folder.resolve(StudyReport.PAGE));
        assertThat(StudyReport.read(folder.resolve(StudyReport.NAME)).findings()).hasSameSizeAs(report.findings());
    }

    @Test
    void eachTableIsAFile() throws IOException {
        report.write(folder);
        assertThat(folder.resolve("zero-weights-distinct-units.csv")).content().startsWith(
                "first weights,activation,layer 1,layer 2,layer 3,accuracy in %\nzeros,tanh,1,1,1,");
        assertThat(folder.resolve("linear-regime-products.csv")).content().hasLineCount(27);
    }

    @Test
    void thePageHasAPartForEachClaimWithItsVerdictSeedsAndCommand() throws IOException {
        String html = Files.readString(report.writePage(folder.resolve("page.html")));
        for (Finding finding : report.findings()) {
            assertThat(html).contains("<h2>" + finding.title().replace("'", "&#39;") + ": ", finding.command());
        }
        assertThat(html).contains("abc1234", "Seed 2010.", "default-src 'none'");
    }

    @Test
    void markdownSaysWhatItRanOnAndHowToRepeatIt() {
        assertThat(StudyMarkdown.text(report)).contains("| revision | abc1234 |", "| date | 2026-11-30T03:00:00Z |",
                "`java -jar bench/target/benchmarks.jar study claims`", "study claims --only jacobians",
                "### All-zero weights");
    }

    @Test
    void aBrokenPromiseIsSeen() {
        assertThat(report.isKept()).isTrue();
        List<Finding> findings = new ArrayList<>(report.findings());
        Finding first = findings.getFirst();
        findings.add(new Finding(first.id(), first.title(), first.sentence(), first.source(), first.seen(),
                first.command(), first.numbers(), first.figures(), false));
        assertThat(new StudyReport(report.run(), report.machine(), 1, report.scale(), 1, Map.of(), findings).isKept())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "{}", "nothing", "{\"run\": 3}"})
    void aFileOfSomethingElseIsNamedInOneLine(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("study.json"), text);
        assertThatThrownBy(() -> StudyReport.read(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("study.json").satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThatThrownBy(() -> StudyReport.read(folder.resolve("none"))).isInstanceOf(IOException.class)
                .hasMessageContaining("none does not exist");
    }
}
