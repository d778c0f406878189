package org.lanewise.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.report.Environment;
import org.lanewise.bench.report.Rows;
import org.lanewise.bench.report.RunReport;
import org.lanewise.bench.run.Failure;
import org.lanewise.bench.run.Measured;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.SyntheticCifar;
import org.xml.sax.InputSource;

class ReportPageTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><b a=\"'>&";

    @TempDir
    Path directory;

    private final BenchmarkCase peak = MadeUp.aCase("peak", "fma-in-registers", 1e9, new Score(1, Score.GFLOPS));
    private final BenchmarkCase product = MadeUp.aCase("matmul", "square-64", 2e6, Score.MICROSECONDS);
    private final BenchmarkCase other = MadeUp.aCase("matmul", "square-32", 2e6, Score.MICROSECONDS);
    private final BenchmarkCase shared = MadeUp.aCase(BenchmarkCase.THREADS, "square-64", 2e6, Score.MICROSECONDS);
    private final BenchmarkCase step = MadeUp.aCase("step", "B64", 64 * 122_880, new Score(64, "images/s"));

    private RunReport report(String text) throws IOException {
        return report(text, Mode.DEFAULT);
    }

    private RunReport report(String text, Mode mode) throws IOException {
        Path file = Files.writeString(directory.resolve("environment.txt"), "CPU          " + text + "\ndate  today\n");
        List<Measured> measured = List.of(
                MadeUp.throughput(peak, "peak", 1, 100),
                MadeUp.time(product, "scalar", 1, 2000, 2000),
                MadeUp.time(product, "simd", 1, 40, 40),
                MadeUp.time(product, "openblas", 1, 20, 20),
                MadeUp.time(product, "ejml", 1, 20, 20),
                MadeUp.time(other, "simd", 1, 14.3, 14.3),
                MadeUp.time(other, "openblas", 1, 14.3, 14.3),
                MadeUp.throughput(step, "scalar", 1, 100),
                MadeUp.throughput(step, "simd", 1, 1000),
                MadeUp.throughput(step, text, 1, 10),
                MadeUp.throughput(step, "openblas", 1, 500),
                MadeUp.time(shared, "simd", 2, 20, 20));
        List<Failure> failures = List.of(new Failure("step/B64/ejml", text));
        return new RunReport(
                Environment.read(file), Rows.of(measured, mode), List.of(), List.of(), failures, List.of(text), mode);
    }

    private Chart chart(String id, Mode mode) throws IOException {
        return ReportPage.of(report("x", mode)).charts().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theNameOfAMadeUpSetIsOnThePage() throws IOException {
        Path set = SyntheticCifar.write(directory.resolve("set"), 20, 10, 1);
        Path file = directory.resolve("made-up.txt");
        try (CifarDataset cifar = CifarDataset.open(set)) {
            Files.writeString(file, "data  " + cifar + " (--data)\n");
        }
        RunReport report = new RunReport(
                Environment.read(file), report("x").rows(), List.of(), List.of(), List.of(), List.of(), Mode.DEFAULT);
        String html = ReportPage.of(report).html();
        assertTrue(html.contains("Synthetic set (made up, not CIFAR-10)"));
        assertFalse(html.replace("not CIFAR-10", "").contains("CIFAR-10"));
    }

    @Test
    void theHeadlineComparesWithEveryKind() throws IOException {
        Headline headline = Headline.of(report("x"));
        assertEquals(
                "Lanewise trains on 64,000 images per second on one thread: 10.0x the speed of scalar Java, 2.00x the speed"
                        + " of the best peer, OpenBLAS.",
                headline.sentence());
        List<String> answers =
                headline.cards().stream().map(Headline.Card::answer).toList();
        assertEquals(List.of("50.0x", "1.00x", "140 %"), answers);
        assertTrue(headline.cards().get(1).detail().endsWith("1 won, 1 tied, 1 lost"), headline::toString);
    }

    @Test
    void nothingFromOutsideBecomesMarkup() throws IOException {
        String html = ReportPage.of(report(HOSTILE)).html();
        assertFalse(html.contains("<script>alert"));
        assertFalse(html.contains("<b a="));
        assertTrue(html.contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
        int start = html.indexOf("<script id=\"data\"");
        String data = html.substring(html.indexOf('>', start) + 1, html.indexOf("</script>", start));
        assertTrue(data.contains("\\u003c/script\\u003e") && data.endsWith("]"), data);
    }

    @Test
    void aFailureIsRedWithItsReasonAndTheLossIsALoss() throws IOException {
        String html = ReportPage.of(report("it is wrong")).html();
        assertTrue(html.contains("Failed: step/B64/ejml: it is wrong"));
        assertTrue(html.contains("<tr class=\"failed\"><th scope=\"row\">step/B64</th><td>ejml</td>"
                + "<td colspan=\"11\">failed: it is wrong</td></tr>"));
        assertTrue(html.contains(">0.500x lost</td>"));
        assertTrue(html.contains(">2.00x won</td>"));
        assertTrue(html.contains(">1.00x tied</td>"));
    }

    @Test
    void theChartOfThePeersHasAPointWithItsIntervalForEachVerdict() throws IOException {
        Chart chart = chart("peers", Mode.DEFAULT);
        assertEquals(
                List.of("won", "same", "lost", "limit"),
                chart.series().stream().map(Chart.Series::style).toList());
        for (Chart.Series series : chart.series().subList(0, 3)) {
            Chart.Point point = series.points().getFirst();
            assertTrue(point.low() < point.x() && point.x() < point.high(), series::name);
        }
        assertTrue(chart.summary().startsWith("Of 3 cases 1 won, 1 tied, 1 lost."), chart::summary);
    }

    @Test
    void boldIsTheFastestAndWhatIsNotToldFromIt() throws IOException {
        String html = ReportPage.of(report("x")).html();
        for (String bold : List.of("square-64/openblas", "square-64/ejml", "square-32/simd", "square-32/openblas")) {
            assertTrue(html.contains("<td class=\"number best\"") && isBold(html, bold), bold);
        }
        assertFalse(isBold(html, "square-64/simd"));
    }

    private static boolean isBold(String html, String id) {
        return html.matches("(?s).*<td class=\"number best\" [^>]*data-id=\"matmul/" + id + "\".*");
    }

    @Test
    void aSmokeRunHasNoVerdict() throws IOException {
        ReportPage page = ReportPage.of(report("x", Mode.SMOKE));
        String own = page.html().replace(Template.inlined(Template.resource(Template.ECHARTS)), "");
        assertTrue(own.contains(">A smoke run: it shows what works, and its figures mean nothing.<"));
        String body = own.substring(own.indexOf("<body"), own.indexOf("<script id=\"data\""));
        Pattern verdict =
                Pattern.compile("\\dx\\b|\\b(won|tied|lost|best peer:)\\b|class=\"[^\"]*\\bbest|class=\"card\"");
        assertEquals(
                List.of(),
                verdict.matcher(body).results().map(MatchResult::group).toList());
        assertTrue(page.charts().stream().noneMatch(chart -> chart.id().equals("peers")));
    }

    @Test
    void nothingOnThePageIsFetched() throws IOException {
        String html = ReportPage.of(report("x")).html();
        assertTrue(html.contains("Apache License"));
        String own = html.replace(Template.inlined(Template.resource(Template.ECHARTS)), "");
        assertTrue(own.length() < html.length() / 2);
        assertFalse(own.matches("(?s).*<(script|img|link)[^>]* (src|href)=\"(?!data:).*"));
    }

    @Test
    void everyChartIsAPictureWithItsWords() throws Exception {
        ReportPage page = ReportPage.of(report("x & <y>"));
        Map<String, String> pictures = page.pictures();
        assertEquals(page.charts().size(), pictures.size());
        for (Chart chart : page.charts()) {
            String svg = pictures.get(chart.id() + ".svg");
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
            assertEquals("svg", document.getDocumentElement().getTagName());
            assertTrue(svg.contains("<desc>") && svg.contains("fill=\"#005a9e\""), chart.id());
        }
    }

    @Test
    void theCurveOfAProductEndsAtThePeak() throws IOException {
        Chart chart = chart("matmul-square", Mode.DEFAULT);
        assertEquals(140, chart.y().max(), 0.2, "the fastest is above the peak");
        assertEquals(
                List.of("scalar", "simd", "openblas", "ejml", "FMA peak"),
                chart.series().stream().map(Chart.Series::name).toList());
        Chart.Point simd = chart.series().get(1).points().get(0);
        assertEquals(64, simd.x());
        assertEquals(50, simd.y(), 1e-9);
        assertTrue(simd.text().contains("forks: 40.0, 40.0"), simd::toString);
    }

    /** Also of one size alone, and of one thread though other cases are of two. */
    @Test
    void theCeilingOfACurveHasALength() throws IOException {
        Chart.Series peak = chart("step", Mode.DEFAULT).series().getLast();
        assertEquals("FMA peak", peak.name());
        assertEquals(32, peak.points().getFirst().x());
        assertEquals(128, peak.points().getLast().x());
    }
}
