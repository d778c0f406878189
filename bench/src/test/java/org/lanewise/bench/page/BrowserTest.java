package org.lanewise.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.bench.SmokeRun;

/** The page of a real smoke run in a real browser. */
class BrowserTest {

    private static final String MISSING =
            "Chromium is not installed (apt-get install chromium), so nobody looks at the page";
    private static final Path PICTURES = Path.of("target", "screenshots");

    /** Marks of a series by colour: as many as it has points, in the drawing of its chart. */
    private static final String UNDRAWN = """
            JSON.parse(document.getElementById('data').textContent).flatMap(chart => {
              const box = document.querySelector('[data-chart="' + chart.id + '"]');
              const fills = Array.from(box.querySelectorAll('svg path')).map(path => path.getAttribute('fill'));
              return chart.series.filter(series => series.kind !== 'LIMIT').filter(series => {
                const color = (STYLES[series.style] || OTHERS)[document.documentElement.dataset.theme === 'dark' ? 1 : 0];
                return fills.filter(fill => fill === color).length < series.points.length;
              }).map(series => chart.id + '/' + series.name);
            })""";

    @TempDir
    static Path temporary;

    private static Browser browser;
    private static Path page;
    private static Path summary;

    @BeforeAll
    static void runAndOpen() throws Exception {
        assumeTrue(Browser.find().isPresent(), MISSING);
        Path directory = SmokeRun.in(temporary, "/(simd|scalar|openblas|loader|peak)$");
        page = directory.resolve("report.html");
        summary = directory.resolve("summary.csv");
        browser = new Browser(Browser.find().get());
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "desktop, 1280, 900, false",
        "desktop, 1280, 900, true",
        "phone, 390, 844, false",
        "phone, 390, 844, true"
    })
    void everyChartIsDrawnAndNothingIsWrong(String name, int width, int height, boolean dark) throws Exception {
        browser.preferDark(dark);
        browser.open(page, width, height);
        assertEquals(dark ? "dark" : "light", text("document.documentElement.dataset.theme"));
        assertTrue(number("document.querySelectorAll('[data-chart]').length") >= 9);
        assertEquals("[]", browser.evaluate(UNDRAWN).toString(), "series without marks");
        assertTrue(number("document.documentElement.scrollWidth") <= width, "it must not scroll sideways");
        browser.picture(PICTURES.resolve("report-" + name + (dark ? "-dark" : "-light") + ".png"), true);
        assertEquals(List.of(), complaints());
        assertEquals(List.of(), requestsElsewhere());
    }

    /** What the page, its scripts and its loading had to complain of. */
    private static List<String> complaints() {
        return browser.events().stream()
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
                .collect(Collectors.toList());
    }

    private static List<String> requestsElsewhere() {
        return browser.events().stream()
                .filter(event -> event.method().equals("Network.requestWillBeSent"))
                .map(event ->
                        event.parameters().getAsJsonObject("request").get("url").getAsString())
                .filter(url ->
                        !url.startsWith("data:") && !url.equals(page.toUri().toString()))
                .collect(Collectors.toList());
    }

    @Test
    void theNumbersAreThoseOfTheSummary() throws Exception {
        browser.open(page, 1280, 900);
        List<String> lines = Files.readAllLines(summary);
        assertTrue(lines.size() > 20, lines::toString);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String id = cells[0] + "/" + cells[1] + "/" + cells[2];
            JsonElement shown = browser.evaluate("Array.from(document.querySelectorAll('#figures [data-id=\"" + id
                    + "\"]')).map(cell => cell.dataset.value)");
            assertEquals("[\"" + cells[4] + "\"]", shown.toString(), id);
        }
    }

    @Test
    void aClickOnAHeadingSorts() throws Exception {
        browser.open(page, 1280, 900);
        String heading = "document.querySelectorAll('#figures thead th')[3]";
        browser.evaluate(heading + ".querySelector('button').click()");
        assertEquals("ascending", text(heading + ".getAttribute('aria-sort')"));
        assertTrue(flag(sorted("<=")));
        browser.evaluate(heading + ".querySelector('button').click()");
        assertEquals("descending", text(heading + ".getAttribute('aria-sort')"));
        assertTrue(flag(sorted(">=")));
        assertFalse(flag(sorted("<=")));
    }

    private static String sorted(String relation) {
        return "Array.from(document.querySelectorAll('#figures tbody tr')).map(row => Number(row.cells[3].dataset.value))"
                + ".every((value, i, all) => i === 0 || all[i - 1] " + relation + " value)";
    }

    @Test
    void pointingAtAMarkerOrANumberShowsItsForks() throws Exception {
        browser.open(page, 1280, 900);
        browser.evaluate("document.querySelector('[data-chart=step]').scrollIntoView({block: 'center'})");
        JsonObject place = browser.evaluate("""
                (() => {
                  const box = document.querySelector('[data-chart=step]');
                  const chart = echarts.getInstanceByDom(box);
                  const at = chart.convertToPixel({seriesIndex: 0}, chart.getOption().series[0].data[0].value);
                  const corner = box.getBoundingClientRect();
                  return {x: corner.x + at[0], y: corner.y + at[1]};
                })()""").getAsJsonObject();
        browser.pointAt(place.get("x").getAsDouble(), place.get("y").getAsDouble());
        browser.await("document.querySelector('[data-chart=step]').innerText.includes('one fork: ')");
        browser.evaluate("document.querySelector('#step td[data-tip]').scrollIntoView({block: 'center'})");
        JsonObject cell = browser.evaluate(
                        "document.querySelector('#step td[data-tip]').getBoundingClientRect().toJSON()")
                .getAsJsonObject();
        browser.pointAt(cell.get("x").getAsDouble() + 5, cell.get("y").getAsDouble() + 5);
        browser.await("!document.getElementById('tip').hidden");
        assertTrue(text("document.getElementById('tip').textContent").contains("one fork: "));
    }

    @Test
    void theArrowKeysWalkThroughAChart() throws Exception {
        browser.open(page, 1280, 900);
        String label = "document.querySelector('[data-chart=step]').getAttribute('aria-label')";
        String before = text(label);
        browser.evaluate("document.querySelector('[data-chart=step]').focus()");
        browser.press("ArrowRight");
        assertNotEquals(before, text(label));
        assertTrue(text(label).startsWith("step/B64, "), text(label));
        browser.await("document.querySelector('[data-chart=step]').innerText.includes('one fork: ')");
    }

    @Test
    void theButtonChangesFromLightToDarkAndPaperIsLight() throws Exception {
        browser.preferDark(false);
        browser.open(page, 1280, 900);
        browser.evaluate("document.getElementById('theme').click()");
        assertEquals("dark", text("document.documentElement.dataset.theme"));
        assertEquals("[]", browser.evaluate(UNDRAWN).toString());
        browser.evaluate("window.dispatchEvent(new Event('beforeprint'))");
        assertEquals("light", text("document.documentElement.dataset.theme"));
        browser.evaluate("window.dispatchEvent(new Event('afterprint'))");
        assertEquals("dark", text("document.documentElement.dataset.theme"));
    }

    @Test
    void thePageIsSmall() throws Exception {
        assertTrue(Files.size(page) < 2_000_000, "bytes: " + Files.size(page));
    }

    private static String text(String expression) throws Exception {
        return browser.evaluate(expression).getAsString();
    }

    private static double number(String expression) throws Exception {
        return browser.evaluate(expression).getAsDouble();
    }

    private static boolean flag(String expression) throws Exception {
        return browser.evaluate(expression).getAsBoolean();
    }
}
