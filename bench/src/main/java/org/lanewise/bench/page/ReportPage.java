package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.bench.benchmarks.DifferenceErrors;
import org.lanewise.bench.benchmarks.GradientBenchmark;
import org.lanewise.bench.benchmarks.MemoryBenchmark;
import org.lanewise.bench.benchmarks.SoftmaxBenchmark;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cases.Flops;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.report.HeadToHead;
import org.lanewise.bench.report.Quietness;
import org.lanewise.bench.report.Row;
import org.lanewise.bench.report.RunReport;
import org.lanewise.bench.run.Failure;

/** {@code report.html}: all of a run on one page that needs nothing beside it. */
public final class ReportPage {

    private final RunReport report;
    private final Ceilings ceilings;
    private final List<Section> sections = new ArrayList<>();

    private ReportPage(RunReport report) {
        this.report = report;
        this.ceilings = Ceilings.of(report.rows());
        racers();
        peers();
        step();
        floats();
        threads();
        predict();
        features();
        cold();
        gradient();
        matmul();
        roofline();
        softmax();
        loader();
        figures();
        environment();
    }

    /**
     * Lays out the page.
     *
     * @param report the run
     * @return the page
     */
    public static ReportPage of(RunReport report) {
        return new ReportPage(report);
    }

    /** {@return all charts of the page} */
    List<Chart> charts() {
        return sections.stream().flatMap(section -> section.charts().stream()).toList();
    }

    /** {@return the charts as pictures, SVG by file name} */
    public Map<String, String> pictures() {
        return Pictures.of(charts());
    }

    /** {@return the page's text} */
    public String html() {
        Headline headline = Headline.of(report);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "title",
                Html.escape("Lanewise benchmark, " + report.environment().get("date")));
        parts.put("kicker", Html.escape(kicker()));
        parts.put("headline", Html.escape(headline.sentence()));
        parts.put("cards", headline.cards().stream().map(ReportPage::card).collect(Collectors.joining()));
        parts.put("remarks", remarks());
        parts.put("links", sections.stream().map(Section::link).collect(Collectors.joining("\n")));
        parts.put("sections", sections.stream().map(Section::html).collect(Collectors.joining()));
        return Shell.page(parts, charts());
    }

    private String kicker() {
        return Stream.of("CPU", "JDK", "data", "revision", "duration", "date")
                .map(label -> labelled(label, report.environment().get(label)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /** Without its label where it speaks for itself; of the JDK its version, of the data its name. */
    private static String labelled(String label, String text) {
        return switch (label) {
            case "revision", "duration" -> text.isEmpty() ? "" : label + " " + text;
            case "JDK" -> text.substring(text.lastIndexOf(", ") < 0 ? 0 : text.lastIndexOf(", ") + 2);
            case "data" -> text.replaceFirst(" in .*", "");
            default -> text;
        };
    }

    private static String card(Headline.Card card) {
        return "<div class=\"card\">" + Html.element("p", "class=\"answer\"", card.answer())
                + Html.element("p", "class=\"question\"", card.question())
                + Html.element("p", "class=\"detail\"", card.detail()) + "</div>\n";
    }

    private String remarks() {
        StringBuilder html = new StringBuilder();
        html.append(Html.element("p", "class=\"remark\"", "Machine: " + Quietness.of(report.rows())));
        for (String note : report.notes()) {
            html.append(Html.element("p", "class=\"remark note\"", "Note: " + note));
        }
        for (Failure failure : report.failures()) {
            html.append(
                    Html.element("p", "class=\"remark failed\"", "Failed: " + failure.id() + ": " + failure.reason()));
        }
        return html.toString();
    }

    private void racers() {
        Map<String, String> racers = PeerNames.of(report.rows());
        if (!racers.isEmpty()) {
            sections.add(new Section("racers", "Implementations", "").table(Definitions.of(racers)));
        }
    }

    private void peers() {
        List<HeadToHead> duels = report.duels().withFastest(Implementations::isPeer);
        if (duels.isEmpty()) {
            return;
        }
        sections.add(new Section(
                        "peers",
                        "Against the best peer: won, tied, lost",
                        "Each case against the fastest of "
                                + "the foreign libraries in it. Right of 1 Lanewise is faster, left of 1 the peer is. The "
                                + "line through a point is the interval of the ratio, from how much the forks scatter in "
                                + "this case and in all, with a confidence of 95 %. Where it contains 1 it is a tie. "
                                + "In all tables bold is the fastest, and what is no slower beyond "
                                + "such an interval.")
                .chart(PeerChart.of(duels))
                .table(FigureTables.duels(duels)));
    }

    private void step() {
        List<Row> rows = report.rows(BenchmarkCase.STEP);
        if (rows.isEmpty() && report.rows(BenchmarkCase.EPOCH).isEmpty()) {
            return;
        }
        Section section = new Section(
                "step",
                "Training",
                "A step of training is scores, loss, gradient and update. Lanewise takes "
                        + "shuffled images from their bytes; peers have them as floats, prepared and in order, "
                        + "and openblas-bytes does the same work as Lanewise, from the same bytes. Peers take 16 or "
                        + "32 images at a time or the whole minibatch, whichever is fastest. The dashed lines are what the arithmetic units allow, and what reading the pixels, one byte "
                        + "each, from memory would allow, each if nothing else took time. An epoch is all images "
                        + "once, in a new order.");
        if (!rows.isEmpty()) {
            section.chart(StepChart.of(rows, ceilings))
                    .table(table("Training throughput by minibatch", BenchmarkCase.STEP));
        }
        if (!report.rows(BenchmarkCase.EPOCH).isEmpty()) {
            section.table(table("A whole epoch", BenchmarkCase.EPOCH));
        }
        sections.add(section);
    }

    private void floats() {
        tables(
                new Section(
                        "floats",
                        "Training on floats",
                        "The same step where features are floats in memory already: pixels, "
                                + "and embeddings of " + CaseList.EMBEDDING + " features, random ones, with many "
                                + "classes K. Lanewise takes them shuffled; peers have them prepared and in order."),
                "Training on floats",
                BenchmarkCase.FLOATS);
    }

    private void threads() {
        tables(
                new Section(
                        "threads",
                        "Two threads",
                        "Steps of training and a product that two threads share; the same on one thread is in the "
                                + "tables of training and of products. Shares of the peak refer to twice that of one core."),
                "Two threads",
                BenchmarkCase.THREADS);
    }

    private void predict() {
        tables(
                new Section(
                        "predict",
                        "Single predictions",
                        "Scores of one image for each call, as a service answers one request after another. Lanewise "
                                + "takes the image's bytes, and has folded the preprocessing into the weights once; "
                                + "the peer has prepared floats."),
                "Scores of one image",
                BenchmarkCase.PREDICT);
    }

    private void features() {
        tables(
                new Section(
                        "features",
                        "Beyond pixels",
                        "Features of patches, of which operations are those of the products with filters alone, and the "
                                + "training step of a hidden layer of rectified units, images prepared as floats and "
                                + "update included."),
                "Beyond pixels",
                BenchmarkCase.FEATURES);
    }

    private void cold() {
        if (!report.cold().isEmpty()) {
            sections.add(new Section(
                            "cold",
                            "Cold start",
                            "The first calls in fresh VMs with no option but --add-modules, on random pixels: what a "
                                    + "user meets until C2 has compiled the kernels. Full speed is that of the fastest "
                                    + "half second of the same VM.")
                    .table(FigureTables.cold(report.cold())));
        }
    }

    /** A section of tables alone, if there is anything in them. */
    private void tables(Section section, String caption, String benchmark) {
        if (!report.rows(benchmark).isEmpty()) {
            sections.add(section.table(table(caption, benchmark)));
        }
    }

    private void gradient() {
        List<Row> rows = report.rows(BenchmarkCase.GRADIENT);
        if (rows.isEmpty() && report.differenceErrors().isEmpty()) {
            return;
        }
        Section section = new Section(
                "gradient",
                "Numeric against analytic gradient",
                "The gradient of the loss of "
                        + GradientBenchmark.IMAGES + " images by " + GradientBenchmark.PARAMETERS
                        + " weights and biases. By "
                        + "differences it takes an evaluation or two of the loss for every one of them; their time is "
                        + "extrapolated from some. By score columns scores are computed once, since a weight moves one column "
                        + "of them only, and all weights are measured. The error is that of "
                        + DifferenceErrors.PARAMETERS_SEEN
                        + " parameters "
                        + "against the exact gradient in double: a large step sees the loss's curvature, a small one its "
                        + "rounding, so the curve is a V. The step of the lecture, 1e-5, suits the centered difference.");
        if (!rows.isEmpty()) {
            section.chart(GradientCharts.time(rows, !report.isSmoke()))
                    .table(FigureTables.gradients(rows, !report.isSmoke()));
        }
        if (!report.differenceErrors().isEmpty()) {
            section.chart(GradientCharts.error(report.differenceErrors()))
                    .folded("The errors as a table", FigureTables.differenceErrors(report.differenceErrors()));
        }
        sections.add(section);
    }

    private void matmul() {
        List<Row> rows = report.rows("matmul");
        if (rows.isEmpty()) {
            return;
        }
        sections.add(new Section(
                        "matmul",
                        "Matrix products",
                        "The vertical axis ends at the measured peak of fused "
                                + "multiply-adds in registers, so the height of a point is its share of what the cores can do.")
                .charts(MatmulCharts.of(rows, ceilings))
                .table(table("Matrix products", "matmul")));
    }

    private void roofline() {
        List<Row> rows = report.rows().stream().filter(Roofline::shows).toList();
        if (rows.isEmpty()) {
            return;
        }
        sections.add(new Section(
                        "roofline",
                        "Roofline",
                        "Every case by its arithmetic intensity: floating-point "
                                + "operations for each byte that must be moved, every operand read once and every result "
                                + "written once, pixels as bytes. Left of the ridge point memory is the limit, right of it "
                                + "arithmetic. Points above the slope have their operands in a cache. A multiply-add is "
                                + "two operations; an element of softmax is counted as " + (int) Flops.softmax(1)
                                + ", 20 of them its exponential, whoever computes it. Numeric gradients are evaluations "
                                + "of the loss in double, whose roof is half as high. Not shown is what makes no "
                                + "arithmetic: opening and reading the data set.")
                .chart(Roofline.of(rows, ceilings))
                .folded("The roofline as a table", FigureTables.intensities(rows)));
    }

    private void softmax() {
        List<Row> rows = report.rows("softmax");
        if (rows.isEmpty()) {
            return;
        }
        sections.add(new Section(
                        "softmax",
                        "Softmax",
                        "Rows of a matrix of about " + SoftmaxBenchmark.ELEMENTS
                                + " elements, which fits the L2 cache.")
                .chart(SoftmaxChart.of(rows))
                .table(table("Softmax", "softmax")));
    }

    private void loader() {
        List<Row> rows = report.rows("loader");
        if (rows.isEmpty()) {
            return;
        }
        Section section = new Section(
                "loader",
                "Loader",
                "Opening the data set, which checks every label, and reading "
                        + "the mapped training set image by image, in its order or shuffled. Read is merely "
                        + "that, whole vectors added up: the fastest that anything can take pixels from it. Scores are "
                        + "those of two classes, so that arithmetic is hardly the limit. The dashed line, which "
                        + "percentages refer to, is one thread reading " + MemoryBenchmark.MEBIBYTES
                        + " MiB from beginning to end, without images or an order.");
        List<Row> reading =
                rows.stream().filter(row -> row.unit().equals(Score.GBYTES)).toList();
        if (!reading.isEmpty()) {
            section.chart(LoaderChart.of(reading, ceilings));
        }
        sections.add(section.table(table("Loader", "loader")));
    }

    private String table(String caption, String benchmark) {
        return FigureTables.sideBySide(caption, report, benchmark);
    }

    private void figures() {
        sections.add(new Section(
                        "figures",
                        "All measurements",
                        "Error is half the width of the 99.9 % confidence interval over "
                                + "all iterations of all forks; spread is largest minus smallest fork, relative to the score. "
                                + "B/op is what was allocated on the Java heap for one operation as JMH calls it; a few "
                                + "kilobytes an iteration are JMH's own, and show where an iteration holds few operations.")
                .table(FigureTables.all(report.rows(), report.failures())));
    }

    private void environment() {
        sections.add(new Section(
                        "method",
                        "Method and environment",
                        "JMH runs every case and implementation in fresh VMs of its own, "
                                + "so that no library's idle threads disturb another, and "
                                + "the implementations in turns, so that a machine that slows down does so for all. Each "
                                + "benchmark compares its answer with that of the scalar kernels before it is timed. Ceilings "
                                + "were measured in the same run. To repeat it, in a clone of the revision below: "
                                + report.environment().get("command"))
                .table(Definitions.of(report.environment().lines())));
    }
}
