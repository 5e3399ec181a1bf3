package dev.evenkeel.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** What every page of ours has to be in a browser. */
final class PageChecks {
    private static final double LEAST_CONTRAST = 4.5;

    private PageChecks() {}

    /** A browser, or a skipped test where there is none and none is required. */
    static Browser browser(Path directory) throws IOException, InterruptedException {
        Optional<Path> program = Browser.find();
        String missing = "no Chromium or Chrome on the PATH; expected one, or its path in -Dbrowser=";
        if (program.isEmpty() && Boolean.getBoolean("browser.required")) throw new IOException(missing);
        if (program.isEmpty()) System.err.println("SKIPPED, the page is not tested in a browser: " + missing);
        Assumptions.assumeTrue(program.isPresent(), missing);
        return new Browser(program.orElseThrow(), directory.resolve("profile"));
    }

    /** All charts are drawn, without an error or a request; a screenshot is kept. */
    static void drawn(Browser browser, Path page, int width, boolean isDark, String name)
            throws IOException, InterruptedException {
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
        Files.write(shots.resolve(name + width + (isDark ? "-dark.png" : "-light.png")), browser.screenshot());
    }

    /** Text stands out from what is behind it. */
    static void readable(Browser browser, Path page, int width, boolean isDark)
            throws IOException, InterruptedException {
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

    /** Nothing is wider than the screen. */
    static void fits(Browser browser, Path page, int width, boolean isDark) throws IOException, InterruptedException {
        browser.open(page, width, isDark);
        browser.value("document.querySelectorAll('details').forEach(e => e.open = true)");
        assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        assertThat(browser.value("document.documentElement.clientWidth").asInt()).isLessThanOrEqualTo(width);
    }
}
