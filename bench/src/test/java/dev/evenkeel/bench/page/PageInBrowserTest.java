package dev.evenkeel.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page as Chromium shows it. Without one on this machine the tests are skipped, unless {@code -Pbrowser} asks for
 * them. Screenshots lie in {@code target/page}.
 */
class PageInBrowserTest {
    private static final int PHONE = 380;
    private static final int DESKTOP = 1280;

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void openTheBrowser() throws IOException, InterruptedException {
        browser = PageChecks.browser(directory);
        Path results = directory.resolve("results");
        Stored.run(results.resolve("1"), "2026-11-01T12:00:00Z", 1, Stored.HOSTILE);
        Stored.run(results.resolve("2"), "2026-11-29T12:00:00Z", 1.1, Stored.HOSTILE);
        Stored.variance(results.resolve("2"), true);
        Stored.gate(results.resolve("gate"));
        Path jmh = Stored.jmh(directory.resolve("their.json"), Stored.HOSTILE);
        page = ResultPage.write(List.of(results, jmh), directory.resolve("page.html"));
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) browser.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "380, false", "380, true"})
    void allChartsAreDrawnWithoutAnErrorOrARequest(int width, boolean isDark) throws IOException, InterruptedException {
        PageChecks.drawn(browser, page, width, isDark, "");
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "380, false", "380, true"})
    void textStandsOutFromWhatIsBehindIt(int width, boolean isDark) throws IOException, InterruptedException {
        PageChecks.readable(browser, page, width, isDark);
    }

    @ParameterizedTest
    @CsvSource({"380, false", "380, true", "1280, false"})
    void nothingIsWiderThanTheScreen(int width, boolean isDark) throws IOException, InterruptedException {
        PageChecks.fits(browser, page, width, isDark);
    }

    @Test
    void noNameFromAFileBecomesMarkup() throws IOException, InterruptedException {
        browser.open(page, DESKTOP, false);
        assertThat(browser.value("document.title").asText()).isEqualTo("Evenkeel beside other libraries");
        assertThat(browser.value("document.querySelectorAll('b').length").asInt()).isZero();
        assertThat(browser.value("document.querySelector('.legend').textContent").asText()).contains("<b>");
    }

    @Test
    void whoPointsAtAPointSeesItsFigures() throws IOException, InterruptedException {
        browser.open(page, DESKTOP, false);
        browser.value("document.querySelectorAll('.chart')[3].scrollIntoView()");
        JsonNode place = browser.value("""
                (() => {
                  const charts = [...document.querySelectorAll('.chart')];
                  const chart = charts[3].getBoundingClientRect();
                  const model = echarts.getInstanceByDom(charts[3]).getOption();
                  const at = model.series.find(s => s.type === 'scatter').data[0].value;
                  const p = echarts.getInstanceByDom(charts[3]).convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, at);
                  return [chart.x + p[0], chart.y + p[1]];
                })()""");
        browser.call("Input.dispatchMouseEvent",
                Map.of("type", "mouseMoved", "x", place.get(0).asDouble() - 30, "y", place.get(1).asDouble()));
        browser.call("Input.dispatchMouseEvent",
                Map.of("type", "mouseMoved", "x", place.get(0).asDouble(), "y", place.get(1).asDouble()));
        List<String> tips = new ArrayList<>();
        for (JsonNode tip : browser.value("[...document.querySelectorAll('.tip')].map(e => e.textContent)")) {
            tips.add(tip.asText());
        }
        assertThat(tips).anySatisfy(tip -> assertThat(tip).contains("times the speed of openblas", "rounds"));
    }

    @Test
    void aTurnedPhoneOrAnotherThemeIsDrawnAnew() throws IOException, InterruptedException {
        browser.open(page, PHONE, false);
        String before = browser.value("document.querySelector('.chart svg text').getAttribute('fill')").asText();
        browser.call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        browser.call("Emulation.setDeviceMetricsOverride",
                Map.of("width", 800, "height", PHONE, "deviceScaleFactor", 1, "mobile", false));
        JsonNode after = browser.call("Runtime.evaluate", Map.of("awaitPromise", true, "returnByValue", true,
                "expression", """
                        new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done([
                          document.querySelector('.chart svg text').getAttribute('fill'),
                          [...document.querySelectorAll('.chart')].every(
                            c => Math.abs(c.querySelector('svg').clientWidth - c.clientWidth) < 2)]))))"""))
                .path("result").path("value");
        assertThat(after.get(0).asText()).isNotEqualTo(before);
        assertThat(after.get(1).asBoolean()).isTrue();
    }
}
