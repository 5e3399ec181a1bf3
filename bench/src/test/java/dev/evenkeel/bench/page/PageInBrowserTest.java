package dev.evenkeel.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
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
    private static final double LEAST_CONTRAST = 4.5;

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void openTheBrowser() throws IOException, InterruptedException {
        Optional<Path> program = Browser.find();
        String missing = "no Chromium or Chrome on the PATH; expected one, or its path in -Dbrowser=";
        if (program.isEmpty() && Boolean.getBoolean("browser.required")) throw new IOException(missing);
        if (program.isEmpty()) System.err.println("SKIPPED, the page is not tested in a browser: " + missing);
        Assumptions.assumeTrue(program.isPresent(), missing);
        browser = new Browser(program.orElseThrow(), directory.resolve("profile"));
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
        browser.open(page, width, isDark);
        assertThat(browser.value("document.querySelectorAll('.chart').length").asInt()).isPositive();
        assertThat(browser.value("[...document.querySelectorAll('.chart')].filter(chart => "
                + "chart.querySelectorAll('svg path, svg line').length < 3 || !chart.querySelector('svg text')).length")
                .asInt()).isZero();
        assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
        assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
        assertThat(browser.events("Log.entryAdded")).isEmpty();
        assertThat(browser.events("Network.requestWillBeSent")).extracting(request -> request.path("request")
                .path("url").asText()).allMatch(url -> url.equals(page.toUri().toString()) || url.equals("data:,"));
        Path shots = Files.createDirectories(Path.of("target", "page"));
        Files.write(shots.resolve(width + (isDark ? "-dark.png" : "-light.png")), browser.screenshot());
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "380, false", "380, true"})
    void textStandsOutFromWhatIsBehindIt(int width, boolean isDark) throws IOException, InterruptedException {
        browser.open(page, width, isDark);
        JsonNode contrasts = browser
                .value("""
                        (() => {
                          const light = c => c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                          const rgb = text => text.match(/[\\d.]+/g).map(Number);
                          const behind = e => { for (; e; e = e.parentElement) {
                            const c = rgb(getComputedStyle(e).backgroundColor);
                            if (c.length === 3) return c; } return [255, 255, 255]; };
                          document.querySelectorAll('details').forEach(e => e.open = true);
                          const found = {};
                          const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
                          while (walk.nextNode()) {
                            const e = walk.currentNode.parentElement;
                            if (!walk.currentNode.data.trim() || e.closest('noscript, style')) continue;
                            const style = getComputedStyle(e);
                            const ink = rgb(e.closest('svg') ? style.fill : style.color).slice(0, 3);
                            const [a, b] = [light(ink), light(behind(e))].sort((x, y) => y - x);
                            const key = ink + ' on ' + behind(e);
                            found[key] = (a + 0.05) / (b + 0.05);
                          }
                          return found;
                        })()""");
        assertThat(contrasts.size()).isGreaterThan(5);
        Map<String, JsonNode> low = new TreeMap<>();
        contrasts.properties().stream().filter(entry -> entry.getValue().asDouble() < LEAST_CONTRAST)
                .forEach(entry -> low.put(entry.getKey(), entry.getValue()));
        assertThat(low).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"380, false", "380, true", "1280, false"})
    void nothingIsWiderThanTheScreen(int width, boolean isDark) throws IOException, InterruptedException {
        browser.open(page, width, isDark);
        browser.value("document.querySelectorAll('details').forEach(e => e.open = true)");
        assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        assertThat(browser.value("document.documentElement.clientWidth").asInt()).isLessThanOrEqualTo(width);
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
