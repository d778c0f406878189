package org.lanewise.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.bench.compare.Change;
import org.lanewise.bench.compare.Comparison;
import org.lanewise.bench.compare.PastRun;

/** {@code compare.html} of two made-up runs, one figure of which is slower and one faster, as text and in a browser. */
class ComparePageTest {

    private static final String HOSTILE = "</script><script>alert(1)</script>\"'>";
    private static final String SLOWER = "matmul/square-7/simd";
    private static final String FASTER = "gradient/forward-difference-extrapolated-from-32-of-30730-weights/auto";
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    Path directory;

    private final PastRun before = run("old", 1, 1, "CPU A");
    private final PastRun after = run("new", 0.5, 1.5, HOSTILE);
    private final Comparison comparison = Comparison.of(before, after);

    private static PastRun run(String name, double slower, double faster, String cpu) {
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        for (int n = 1; n <= 30; n++) {
            double wave = 0.01 * Math.sin(n);
            speeds.put("matmul/square-" + n + "/simd", List.of(100 - wave, 100.0, 100 + 2 * wave));
        }
        speeds.put(SLOWER, List.of(100 * slower, 101 * slower, 99 * slower));
        speeds.put(FASTER, List.of(100 * faster, 101 * faster, 99 * faster));
        speeds.put("softmax/" + HOSTILE + "/simd", List.of(100.0, 101.0, 99.0));
        speeds.put("step/scatters/simd", List.of(100.0, 10.0, 1000.0));
        Map<String, String> threads = new LinkedHashMap<>();
        speeds.keySet().forEach(id -> threads.put(id, "1"));
        return new PastRun(Path.of(name), speeds, threads, Map.of("CPU", cpu, "date", name));
    }

    @Test
    void whatIsSlowerComesFirstAndAnotherMachineIsSaid() {
        String html = ComparePage.html(before, after, comparison);
        assertTrue(html.contains("Of 33 measurements 1 became slower beyond the noise, 1 faster."));
        assertTrue(html.contains("Note: the runs differ in their CPU: &quot;CPU A&quot; before, "));
        assertFalse(html.contains("differ in their date"));
        assertTrue(html.indexOf(">" + SLOWER + "</th>") < html.indexOf(">matmul/square-1/simd</th>"));
        assertFalse(html.contains("<script>alert"));
    }

    @ParameterizedTest
    @CsvSource({"desktop, 1280, 900, false", "phone, 390, 844, true"})
    void inABrowserItIsDrawnAndHasTheNumbersOfTheComparison(String name, int width, int height, boolean dark)
            throws Exception {
        assumeTrue(Browser.find().isPresent(), BrowserTest.MISSING);
        Path page = directory.resolve("compare.html");
        Files.writeString(page, ComparePage.html(before, after, comparison));
        Browser browser = new Browser(Browser.find().get());
        try {
            browser.preferDark(dark);
            browser.open(page, width, height);
            assertEquals(List.of(), browser.undrawn(), "series without marks");
            assertTrue(browser.number("document.documentElement.scrollWidth") <= width, "it must not scroll sideways");
            assertTrue(browser.number(WIDTH_OF_THE_DRAWING) > width / 2.0, "names must leave room for the drawing");
            browser.picture(PICTURES.resolve("compare-" + name + ".png"), true);
            for (Change change : comparison.changes()) {
                assertEquals(
                        change.ratio() + "|" + change.ratio().interval() + "|" + change.word(),
                        browser.text("Array.from(Array.from(document.querySelectorAll('#changes th[data-id]'))"
                                + ".find(cell => cell.dataset.id === " + new com.google.gson.Gson().toJson(change.id())
                                + ").parentElement.cells).slice(1).map(cell => cell.textContent).join('|')"),
                        change.id());
            }
            browser.requireWholeOnPaper();
            assertTrue(browser.pdf(PICTURES.resolve("compare.pdf")).contains("/Title (The two runs)"));
            assertEquals(List.of(), browser.complaints());
            assertEquals(List.of(), browser.requestsBut(page));
        } finally {
            browser.close();
        }
    }

    /** Between the ends of the axis. */
    private static final String WIDTH_OF_THE_DRAWING = """
            (() => {
              const chart = echarts.getInstanceByDom(document.querySelector('[data-chart=changes]'));
              const place = end => chart.convertToPixel({xAxisIndex: 0}, end);
              const extent = chart.getModel().getComponent('xAxis').axis.scale.getExtent();
              return place(extent[1]) - place(extent[0]);
            })()""";
}
