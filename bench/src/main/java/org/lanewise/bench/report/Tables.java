package org.lanewise.bench.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.GradientBenchmark;
import org.lanewise.bench.benchmarks.MemoryBenchmark;
import org.lanewise.bench.benchmarks.SoftmaxBenchmark;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.implementations.Implementations;

/** The tables that a person wants, as text. */
public final class Tables {

    private static final Map<String, String> TITLES = titles();

    private Tables() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(
                BenchmarkCase.PEAK,
                "Ceilings of one thread: fused multiply-adds in registers; reading " + MemoryBenchmark.MEBIBYTES
                        + " MiB of a mapped file");
        titles.put("matmul", "Matrix product: squares; forward (B x 3072)(3072 x K); backward (K x B)(B x 3072)");
        titles.put("softmax", "Softmax of rows, about " + SoftmaxBenchmark.ELEMENTS + " elements in all");
        titles.put(
                BenchmarkCase.STEP,
                "Training throughput by minibatch size: scores, loss, gradient, update. Lanewise and openblas-bytes start"
                        + " from shuffled bytes, other peers from floats that are prepared and in order");
        titles.put(
                BenchmarkCase.FLOATS,
                "Training on floats in memory: pixels, K = 10; embeddings of " + CaseList.EMBEDDING
                        + " features; peers get them prepared and in order");
        titles.put(BenchmarkCase.THREADS, "Two threads that share an operation; on one thread see B and square above");
        titles.put(BenchmarkCase.EPOCH, "A whole epoch of training, in a new order each time");
        titles.put(
                BenchmarkCase.PREDICT,
                "Scores of one image per call: Lanewise from its bytes, openblas from prepared floats");
        titles.put(
                BenchmarkCase.FEATURES,
                "Beyond pixels: features of patches, of which only the products with filters count as operations; a"
                        + " training step with a hidden layer");
        titles.put(
                BenchmarkCase.GRADIENT,
                "Numeric against analytic gradient of the loss: " + GradientBenchmark.IMAGES + " images, "
                        + GradientBenchmark.PARAMETERS + " weights and biases");
        titles.put(
                "loader",
                "Loader: opening the data set; going through the mapped training set image by image, only reading, or"
                        + " with scores of two classes; its peak is read-memory");
        return titles;
    }

    /**
     * All tables.
     *
     * @param report the run
     * @return the text
     */
    public static String of(RunReport report) {
        List<Row> rows = report.rows();
        Duels duels = report.duels();
        StringBuilder text = new StringBuilder();
        TITLES.forEach((benchmark, title) -> append(text, title, report.rows(benchmark), report));
        text.append(DifferenceErrorTable.of(report.differenceErrors()));
        text.append(ColdTable.of(report.cold()));
        if (!rows.isEmpty() && !report.isSmoke()) {
            text.append(
                    "A ratio above 1 means that the first is faster. ~ marks a ratio that may be 1, given the spread of"
                            + " the forks. Errors are in summary.csv.\n");
            text.append("Machine ").append(Quietness.of(rows)).append(".\n");
        }
        text.append(threads(rows));
        Losses.of(duels).forEach(loss -> text.append("SLOWER  ").append(loss).append('\n'));
        report.notes().forEach(note -> text.append("NOTE    ").append(note).append('\n'));
        report.failures()
                .forEach(failure -> text.append("FAILED  ")
                        .append(failure.id())
                        .append(": ")
                        .append(failure.reason())
                        .append('\n'));
        return text.toString();
    }

    /** A line where not everyone is on one thread, but for the cases whose title says so. */
    private static String threads(List<Row> all) {
        List<Row> rows = all.stream()
                .filter(row -> !row.benchmark().equals(BenchmarkCase.THREADS))
                .toList();
        if (rows.stream().allMatch(row -> row.threads() == 1)) {
            return "";
        }
        return rows.stream()
                .filter(row -> !row.benchmark().equals(BenchmarkCase.PEAK))
                .map(row -> row.implementation() + " " + row.threads())
                .distinct()
                .collect(Collectors.joining(", ", "Threads that share an operation: ", ".\n"));
    }

    private static void append(StringBuilder text, String title, List<Row> rows, RunReport report) {
        if (rows.isEmpty()) {
            return;
        }
        text.append(title).append("\n\n");
        if (rows.get(0).benchmark().equals(BenchmarkCase.GRADIENT)) {
            text.append(new GradientTable(rows, !report.isSmoke())).append('\n');
            return;
        }
        alike(rows)
                .forEach(group ->
                        text.append(new SideBySide(group, duels(group, report))).append('\n'));
    }

    /** A table without SIMD compares with another implementation. */
    private static Duels duels(List<Row> rows, RunReport report) {
        String hero = SideBySide.hero(rows);
        return report.isSmoke() || hero.equals(Implementations.SIMD) ? report.duels() : Duels.of(rows, hero);
    }

    /** Groups rows that fit one table: same unit, and simd in all cases or in none. */
    private static Collection<List<Row>> alike(List<Row> rows) {
        Set<String> casesOfSimd = rows.stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .map(Row::name)
                .collect(Collectors.toSet());
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.unit() + casesOfSimd.contains(row.name()), LinkedHashMap::new, Collectors.toList()))
                .values();
    }
}
