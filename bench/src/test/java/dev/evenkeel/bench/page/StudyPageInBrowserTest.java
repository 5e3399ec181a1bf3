package dev.evenkeel.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.bench.study.report.SmallStudy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the study as Chromium shows it; skipped without one. Screenshots lie in {@code target/page}. */
class StudyPageInBrowserTest {
    private static final int DESKTOP = 1280;

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void openTheBrowser() throws IOException, InterruptedException {
        browser = PageChecks.browser(directory);
        page = SmallStudy.report().writePage(directory.resolve("study.html"));
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) browser.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "380, false", "380, true"})
    void allChartsAreDrawnReadableAndFit(int width, boolean isDark) throws IOException, InterruptedException {
        PageChecks.drawn(browser, page, width, isDark, "study-");
        PageChecks.readable(browser, page, width, isDark);
        PageChecks.fits(browser, page, width, isDark);
    }

    @Test
    void theSliderChoosesWhatIsDrawnAndSaysWhat() throws IOException, InterruptedException {
        browser.open(page, DESKTOP, false);
        assertThat(browser.value("document.querySelectorAll('.slider').length").asInt()).isEqualTo(1);
        JsonNode middle = state();
        assertThat(middle.get(0).asText()).isEqualTo("weights 1.0 × 1/√n");
        browser.value("(() => { const input = document.querySelector('.slider input'); input.value = 0;"
                + " input.dispatchEvent(new Event('input')); })()");
        JsonNode small = state();
        assertThat(small.get(0).asText()).isEqualTo("weights 0.13 × 1/√n");
        assertThat(small.get(1).asDouble()).isLessThan(middle.get(1).asDouble());
        assertThat(small.get(2).asInt()).isEqualTo(middle.get(2).asInt());
    }

    /** What is said beside the slider, the last layer's logarithm of activations, and how many series there are. */
    private static JsonNode state() throws IOException, InterruptedException {
        return browser.value("""
                (() => {
                  const slider = document.querySelector('.slider');
                  const model = echarts.getInstanceByDom(slider.previousElementSibling).getOption();
                  const line = model.series.find(s => s.name === 'activations');
                  return [slider.querySelector('output').textContent, line.data[line.data.length - 1].value[1],
                    model.series.length];
                })()""");
    }

    @Test
    void aMapHasACellForEachPointInMoreThanTwoColours() throws IOException, InterruptedException {
        browser.open(page, DESKTOP, false);
        JsonNode colours = browser.value("""
                (() => {
                  const place = [...document.querySelectorAll('.chart')].find(chart =>
                    chart.getAttribute('aria-label').startsWith('Quadratic cost'));
                  return [...new Set([...place.querySelectorAll('svg path')].map(path => path.getAttribute('fill'))
                    .filter(fill => fill && fill.startsWith('rgb')))].length;
                })()""");
        assertThat(colours.asInt()).isGreaterThan(3);
    }
}
