package org.lanewise.bench.page;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one page, spoken to by its DevTools protocol. */
final class Browser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Gson GSON = new Gson();

    /** Pixels between the margins that Chromium leaves. */
    private static final int A4_WIDTH = 717;

    /** An event of the page. */
    record Event(String method, JsonObject parameters) {}

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final String session;
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    private int messages;

    /** The first Chromium on the PATH. */
    static Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path executable) throws Exception {
        profile = Files.createTempDirectory("lanewise-browser-");
        process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile())
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(), new Listener())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String target = call("", "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .getAsString();
        session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .getAsString();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Chromium writes its port and path once it listens. */
    private URI address() throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("Chromium does not start: " + Files.readString(profile.resolve("output.txt")));
            }
            Thread.sleep(50);
        }
        List<String> lines = Files.readAllLines(file);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                received(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void received(JsonObject message) {
        if (message.has("id")) {
            answers.get(message.get("id").getAsInt()).complete(message);
        } else {
            events.add(new Event(message.get("method").getAsString(), message.getAsJsonObject("params")));
        }
    }

    JsonObject call(String method, Map<String, Object> parameters) throws Exception {
        return call(session, method, parameters);
    }

    private JsonObject call(String to, String method, Map<String, Object> parameters) throws Exception {
        int id = ++messages;
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", GSON.toJsonTree(parameters));
        if (!to.isEmpty()) {
            message.addProperty("sessionId", to);
        }
        socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        JsonObject received = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (received.has("error")) {
            throw new IllegalStateException(method + ": " + received.get("error"));
        }
        return received.getAsJsonObject("result");
    }

    /** The value of an expression, which must not throw. */
    JsonElement evaluate(String expression) throws Exception {
        JsonObject result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null ? new JsonObject() : value;
    }

    /** Sets the size of the screen and opens a file, until it is loaded. */
    void open(Path file, int width, int height) throws Exception {
        boolean phone = width < 600;
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        await("document.readyState === 'complete' && location.protocol === 'file:'");
    }

    /** Waits until an expression is true. */
    void await(String expression) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).equals(JsonParser.parseString("true"))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("It never became true: " + expression);
            }
            Thread.sleep(20);
        }
    }

    void preferDark(boolean dark) throws Exception {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Moves the mouse to a place on the screen. */
    void pointAt(double x, double y) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x - 3, "y", y));
        call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    void press(String key) throws Exception {
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** The screen, or the whole page, as PNG. */
    void picture(Path file, boolean whole) throws Exception {
        String base64 = call("Page.captureScreenshot", Map.of("captureBeyondViewport", whole))
                .get("data")
                .getAsString();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(base64));
    }

    String text(String expression) throws Exception {
        return evaluate(expression).getAsString();
    }

    double number(String expression) throws Exception {
        return evaluate(expression).getAsDouble();
    }

    boolean flag(String expression) throws Exception {
        return evaluate(expression).getAsBoolean();
    }

    /** Series that have fewer marks in the drawing of their chart, by colour, than points. */
    List<String> undrawn() throws Exception {
        return strings(evaluate("""
                JSON.parse(document.getElementById('data').textContent).flatMap(chart => {
                  const box = document.querySelector('[data-chart="' + chart.id + '"]');
                  const fills = Array.from(box.querySelectorAll('svg path')).map(path => path.getAttribute('fill'));
                  return chart.series.filter(series => series.kind !== 'LIMIT').filter(series => {
                    const color = (STYLES[series.style] || OTHERS)[document.documentElement.dataset.theme === 'dark' ? 1 : 0];
                    return fills.filter(fill => fill === color).length < series.points.length;
                  }).map(series => chart.id + '/' + series.name);
                })"""));
    }

    private static List<String> strings(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** What the pages so far, their scripts and their loading had to complain of. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> switch (event.method()) {
                    case "Runtime.exceptionThrown", "Network.loadingFailed" -> true;
                    case "Runtime.consoleAPICalled" ->
                        List.of("error", "warning", "assert")
                                .contains(event.parameters().get("type").getAsString());
                    case "Log.entryAdded" ->
                        !event.parameters()
                                .getAsJsonObject("entry")
                                .get("level")
                                .getAsString()
                                .equals("info");
                    default -> false;
                })
                .map(event -> event.toString().replaceAll("\"stackTrace.*", ""))
                .toList();
    }

    /** Requests for anything but a page itself. */
    List<String> requestsBut(Path page) {
        return events.stream()
                .filter(event -> event.method().equals("Network.requestWillBeSent"))
                .map(event ->
                        event.parameters().getAsJsonObject("request").get("url").getAsString())
                .filter(url ->
                        !url.startsWith("data:") && !url.equals(page.toUri().toString()))
                .toList();
    }

    /**
     * Lays the page out as for A4, and requires that every section and chart has its place, folded tables are open, and
     * nothing reaches beyond the paper.
     */
    void requireWholeOnPaper() throws Exception {
        evaluate("window.dispatchEvent(new Event('beforeprint'))");
        call("Emulation.setEmulatedMedia", Map.of("media", "print"));
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", A4_WIDTH, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
        List<String> cut = strings(evaluate("""
                Array.from(document.querySelectorAll('h2, figure, svg, svg text, table, dl, details > div'))
                  .filter(each => {
                    const box = each.getBoundingClientRect();
                    const chart = each.closest('.chart');
                    const room = chart ? chart.getBoundingClientRect().right + 1 : document.documentElement.clientWidth;
                    return box.height === 0 || box.left < 0 || box.right > room;
                  }).map(each => each.tagName + ' ' + each.textContent.slice(0, 60))"""));
        if (!cut.isEmpty()) {
            throw new AssertionError("not whole on paper: " + cut);
        }
        call("Emulation.setEmulatedMedia", Map.of("media", ""));
        evaluate("window.dispatchEvent(new Event('afterprint'))");
    }

    /** The page as PDF, in A4, with an outline of its headings; returns its text, as far as it is not compressed. */
    String pdf(Path file) throws Exception {
        String base64 = call(
                        "Page.printToPDF",
                        Map.of(
                                "paperWidth",
                                8.27,
                                "paperHeight",
                                11.69,
                                "generateTaggedPDF",
                                true,
                                "generateDocumentOutline",
                                true))
                .get("data")
                .getAsString();
        byte[] bytes = Base64.getDecoder().decode(base64);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    void close() throws Exception {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        // Helpers write into the profile for a moment longer than the browser itself lives.
        for (ProcessHandle helper : helpers) {
            helper.destroyForcibly();
            helper.onExit().get(10, TimeUnit.SECONDS);
        }
        for (int attempt = 0; attempt < 20 && !isGone(profile); attempt++) {
            Thread.sleep(100);
        }
    }

    /** Deletes a folder; false if something in it came or went meanwhile. */
    private static boolean isGone(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (UncheckedIOException | NoSuchFileException changed) {
            return false;
        }
        return Files.notExists(folder);
    }
}
