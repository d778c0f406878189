package org.lanewise.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.bench.MadeUpRun;

/** The page of a run of every case, whose figures are made up, in a real browser. */
class BrowserTest {

    static final String MISSING = "Chromium is not installed (apt-get install chromium), so nobody looks at the page";
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    static Path temporary;

    private static Browser browser;
    private static Path page;
    private static Path summary;

    @BeforeAll
    static void runAndOpen() throws Exception {
        assumeTrue(Browser.find().isPresent(), MISSING);
        MadeUpRun.write(temporary);
        page = temporary.resolve("report.html");
        summary = temporary.resolve("summary.csv");
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
        assertEquals(dark ? "dark" : "light", browser.text("document.documentElement.dataset.theme"));
        assertTrue(browser.number("document.querySelectorAll('[data-chart]').length") >= 9);
        assertEquals(List.of(), browser.undrawn(), "series without marks");
        assertTrue(browser.number("document.documentElement.scrollWidth") <= width, "it must not scroll sideways");
        browser.picture(PICTURES.resolve("report-" + name + (dark ? "-dark" : "-light") + ".png"), true);
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(), browser.requestsBut(page));
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
        assertEquals("ascending", browser.text(heading + ".getAttribute('aria-sort')"));
        assertTrue(browser.flag(sorted("<=")));
        browser.evaluate(heading + ".querySelector('button').click()");
        assertEquals("descending", browser.text(heading + ".getAttribute('aria-sort')"));
        assertTrue(browser.flag(sorted(">=")));
        assertFalse(browser.flag(sorted("<=")));
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
        assertTrue(browser.text("document.getElementById('tip').textContent").contains("one fork: "));
    }

    @Test
    void theArrowKeysWalkThroughAChart() throws Exception {
        browser.open(page, 1280, 900);
        String said = "document.getElementById('said').textContent";
        assertEquals("", browser.text(said));
        browser.evaluate("document.querySelector('[data-chart=step]').focus()");
        browser.press("ArrowRight");
        assertTrue(browser.text(said).startsWith("step/B64, "), browser.text(said));
        browser.await("document.querySelector('[data-chart=step]').innerText.includes('one fork: ')");
    }

    @Test
    void theButtonChangesFromLightToDarkAndPaperIsLight() throws Exception {
        browser.preferDark(false);
        browser.open(page, 1280, 900);
        browser.evaluate("document.getElementById('theme').click()");
        assertEquals("dark", browser.text("document.documentElement.dataset.theme"));
        assertEquals(List.of(), browser.undrawn());
        browser.evaluate("window.dispatchEvent(new Event('beforeprint'))");
        assertEquals("light", browser.text("document.documentElement.dataset.theme"));
        browser.evaluate("window.dispatchEvent(new Event('afterprint'))");
        assertEquals("dark", browser.text("document.documentElement.dataset.theme"));
    }

    @Test
    void everyChartHasWordsAndItsNumbersInATable() throws Exception {
        browser.open(page, 1280, 900);
        String without = browser.text("""
                Array.from(document.querySelectorAll('[data-chart]')).filter(chart => {
                  const details = document.getElementById(chart.getAttribute('aria-details'));
                  return chart.getAttribute('role') !== 'img' || chart.tabIndex !== 0 ||
                    chart.getAttribute('aria-label').length < 20 ||
                    !details || !details.querySelector('table caption') ||
                    details.closest('section') !== chart.closest('section');
                }).map(chart => chart.dataset.chart).join()""");
        assertEquals("", without, "charts without words or a table");
        assertEquals("status", browser.text("document.getElementById('said').getAttribute('role')"));
        assertEquals(
                0,
                browser.number("document.querySelectorAll('td[data-tip]').length - "
                        + "document.querySelectorAll('td[data-tip]:not(:empty)').length"));
    }

    @Test
    void onPaperEverySectionIsThereAndNothingIsCut() throws Exception {
        browser.preferDark(true);
        browser.open(page, 1280, 900);
        browser.requireWholeOnPaper();
        String pdf = browser.pdf(PICTURES.resolve("report.pdf"));
        for (JsonElement title : browser.evaluate(
                        "Array.from(document.querySelectorAll('h2')).map(title => title.textContent)")
                .getAsJsonArray()) {
            assertTrue(pdf.contains("/Title (" + title.getAsString() + ")"), title.getAsString());
        }
    }

    @Test
    void thePageIsSmall() throws Exception {
        assertTrue(Files.size(page) < 2_000_000, "bytes: " + Files.size(page));
    }
}
