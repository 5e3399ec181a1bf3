package dev.evenkeel.bench.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium of this machine, told what to do by its own DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    /** Narrower screens hide their scroll bars. */
    private static final int PHONE = 500;

    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe");
    private static final List<Path> PLACES =
            List.of(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                    Path.of("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"));

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private int calls;

    /** Property {@code browser}, or one of the usual names and places. */
    static Optional<Path> find() {
        String named = System.getProperty("browser", "");
        if (!named.isEmpty()) return Optional.of(Path.of(named));
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, PLACES.stream()).filter(Files::isExecutable).findFirst();
    }

    /** Starts one with an empty profile. */
    Browser(Path program, Path profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--remote-debugging-port=0",
                "--user-data-dir=" + profile, "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-extensions", "--disable-background-networking", "--disable-component-update"));
        // A sandbox of its own is refused to the administrator; the page is ours.
        if ("root".equals(System.getProperty("user.name"))) command.add("--no-sandbox");
        command.add("about:blank");
        Path log = profile.resolveSibling("browser.log");
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        HttpClient client = HttpClient.newHttpClient();
        try {
            String pages = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + address(log) + "/json/list")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            String page = "";
            for (JsonNode target : new ObjectMapper().readTree(pages)) {
                if (target.path("type").asText().equals("page")) page = target.path("webSocketDebuggerUrl").asText();
            }
            socket = client.newWebSocketBuilder().buildAsync(URI.create(page), new Listener()).join();
        } catch (IOException | InterruptedException | RuntimeException e) {
            kill();
            throw e;
        }
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) call(domain + ".enable", Map.of());
    }

    private String address(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Matcher address = ADDRESS.matcher(Files.readString(log));
            if (address.find()) return address.group(1);
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) break;
        }
        throw new IOException("the browser does not start: " + Files.readString(log));
    }

    /** Messages may come in pieces. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder pieces = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            pieces.append(data);
            if (isLast) {
                messages.add(json(pieces.toString()));
                pieces.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("the browser says " + text, e);
        }
    }

    /** Does something, and returns what came of it. */
    JsonNode call(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        int id = ++calls;
        socket.sendText(new ObjectMapper().writeValueAsString(
                Map.of("id", id, "method", method, "params", parameters)), true).join();
        JsonNode answer = await(message -> message.path("id").asInt() == id);
        if (answer.has("error")) throw new IOException(method + ": " + answer.get("error"));
        return answer.path("result");
    }

    private interface Wanted {
        boolean is(JsonNode message);
    }

    private JsonNode await(Wanted wanted) throws IOException, InterruptedException {
        while (true) {
            JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) throw new IOException("the browser is silent");
            if (message.has("method")) events.add(message);
            if (wanted.is(message)) return message;
        }
    }

    /** Opens a file in a window of this width and theme, with an empty record of events. */
    void open(Path file, int width, boolean isDark) throws IOException, InterruptedException {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < PHONE));
        call("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
        events.clear();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        await(message -> message.path("method").asText().equals("Page.loadEventFired"));
    }

    /** The value of an expression. */
    JsonNode value(String expression) throws IOException, InterruptedException {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) throw new IOException(result.get("exceptionDetails").toString());
        return result.path("result").path("value");
    }

    /** What happened since the file was opened, by method. */
    List<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.path("params")).toList();
    }

    /** The whole page. */
    byte[] screenshot() throws IOException, InterruptedException {
        return call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true)).path("data")
                .binaryValue();
    }

    @Override
    public void close() {
        socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
