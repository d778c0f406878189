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
                        "Lanewise against the fastest other library (peer) in each case. Right of 1 Lanewise is faster, "
                                + "left of 1 the peer is. The line through a point is the 95 % confidence interval of "
                                + "the ratio, from the scatter of the forks in this case and in all cases. If it "
                                + "contains 1, the case is a tie. In all tables the fastest is bold, and so is what "
                                + "ties with it.")
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
                "A training step computes scores, loss, gradient and update. Lanewise starts from the bytes of "
                        + "shuffled images. Peers get floats that are prepared and in order. openblas-bytes does the "
                        + "same work as Lanewise, from the same bytes. Peers take 16 or 32 images at a time or the "
                        + "whole minibatch, whichever is fastest. The dashed lines are limits: of the arithmetic "
                        + "units, and of reading the pixels from memory, one byte per pixel. An epoch is all images "
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
                        "The same step on features that are floats in memory: pixels, and random embeddings of "
                                + CaseList.EMBEDDING + " features with K classes. Lanewise reads them shuffled. Peers "
                                + "get them prepared and in order."),
                "Training on floats",
                BenchmarkCase.FLOATS);
    }

    private void threads() {
        tables(
                new Section(
                        "threads",
                        "Two threads",
                        "Training steps and a matrix product on two threads. The tables of training and of matrix "
                                + "products have the same on one thread. Shares of the peak refer to twice the peak of "
                                + "one core."),
                "Two threads",
                BenchmarkCase.THREADS);
    }

    private void predict() {
        tables(
                new Section(
                        "predict",
                        "Single predictions",
                        "Scores of one image per call, as a service computes them for one request after another. "
                                + "Lanewise starts from the image's bytes; it folds the preprocessing into the weights "
                                + "once, before. The peer gets prepared floats."),
                "Scores of one image",
                BenchmarkCase.PREDICT);
    }

    private void features() {
        tables(
                new Section(
                        "features",
                        "Beyond pixels",
                        "Features of patches, and the training step of a hidden layer of rectified units. For patches "
                                + "only the operations of the products with filters count. The step of the hidden layer "
                                + "includes the conversion of images to floats and the update."),
                "Beyond pixels",
                BenchmarkCase.FEATURES);
    }

    private void cold() {
        if (!report.cold().isEmpty()) {
            sections.add(new Section(
                            "cold",
                            "Cold start",
                            "The first calls in a fresh VM, on random pixels, until the JVM has compiled the kernels. "
                                    + "--add-modules is the only option of the VM. Full speed is the speed of the "
                                    + "fastest half second of the same VM.")
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
                "The gradient of the loss of " + GradientBenchmark.IMAGES + " images with respect to "
                        + GradientBenchmark.PARAMETERS + " weights and biases. By differences it takes one or two "
                        + "evaluations of the loss per parameter; the time is extrapolated from some parameters. By "
                        + "score columns the scores are computed once, because a weight changes one column of them "
                        + "only, and all weights are measured. The error is that of "
                        + DifferenceErrors.PARAMETERS_SEEN + " parameters against the exact gradient in double. If the "
                        + "difference is large, the curvature of the loss dominates the error; if it is small, "
                        + "rounding does. So the curve is a V. The usual 1e-5 suits the centered difference.");
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
                        "The vertical axis ends at the peak, measured with fused multiply-adds in registers. So the height "
                                + "of a point is its share of the peak.")
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
                        "Cases by their arithmetic intensity: floating-point operations per byte that must be moved, if "
                                + "each operand is read once and each result is written once, with pixels as bytes. "
                                + "Memory is the limit left of the ridge point, arithmetic right of it. Points above the "
                                + "slope have their operands in a cache. A multiply-add counts as two operations, an "
                                + "element of softmax as " + (int) Flops.softmax(1)
                                + ", of which 20 are its exponential, "
                                + "in every implementation. Numeric gradients evaluate the loss in double, whose roof is "
                                + "half as high. Cases without arithmetic are not shown: opening and reading the data "
                                + "set.")
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
                        "Softmax of each row of a matrix with about " + SoftmaxBenchmark.ELEMENTS
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
                "Opening the data set, which checks every label, and going through the mapped training set image "
                        + "by image, in order or shuffled. \"read\" only adds up whole vectors, which is the fastest "
                        + "way to read the pixels. \"scores\" computes the scores of two classes, so that arithmetic "
                        + "is hardly the limit. The dashed line is one thread that reads "
                        + MemoryBenchmark.MEBIBYTES + " MiB from beginning to end, without images or an order. "
                        + "Percentages refer to it.");
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
                        "Error is half the width of the 99.9 % confidence interval over all iterations of all forks. "
                                + "Spread is the difference between the largest and the smallest fork, relative to the "
                                + "score. B/op is the memory on the Java heap that one operation allocates, as JMH "
                                + "measures it. A few kilobytes per iteration are JMH's own; they show if an iteration "
                                + "has few operations.")
                .table(FigureTables.all(report.rows(), report.failures())));
    }

    private void environment() {
        sections.add(new Section(
                        "method",
                        "Method and environment",
                        "JMH runs each case and implementation in fresh VMs of its own, so that idle threads of one library "
                                + "do not disturb another. The implementations take turns, so that they all suffer "
                                + "alike if the machine slows down. Before each measurement the result is compared with "
                                + "that of the scalar kernels. The ceilings are of the same run. To repeat it, in a "
                                + "clone of the revision below: "
                                + report.environment().get("command"))
                .table(Definitions.of(report.environment().lines())));
    }
}
