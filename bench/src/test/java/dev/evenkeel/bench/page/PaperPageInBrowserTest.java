package dev.evenkeel.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.bench.cli.StudyLine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page of the paper's figures as Chromium shows it; skipped without one. Screenshots lie in {@code target/page}.
 */
class PaperPageInBrowserTest {
    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void openTheBrowser() throws IOException, InterruptedException {
        browser = PageChecks.browser(directory);
        StudyLine line = new StudyLine();
        assertThat(line.execute("study", "paper", "--width", "10", "--examples", "50", "--interval", "5", "--updates",
                "20", "--seeds", "2", "--rates", "0.1", "--out", directory.resolve("out").toString())).as(line.err())
                .isZero();
        page = directory.resolve("out/paper.html");
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) browser.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "380, false", "380, true"})
    void allChartsAreDrawnReadableAndFit(int width, boolean isDark) throws IOException, InterruptedException {
        PageChecks.drawn(browser, page, width, isDark, "paper-");
        PageChecks.readable(browser, page, width, isDark);
        PageChecks.fits(browser, page, width, isDark);
    }

    @Test
    void aCurveOfTwoSeedsHasABandBehindIt() throws IOException, InterruptedException {
        browser.open(page, 1280, false);
        assertThat(browser.value("""
                [...document.querySelectorAll('.chart')].find(chart =>
                  chart.getAttribute('aria-label').startsWith('Test error over')).querySelectorAll(
                  'path[fill-opacity="0.16"]').length""").asInt()).isEqualTo(5);
    }
}
