package org.lanewise.bench.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.GradientBenchmark;
import org.lanewise.bench.benchmarks.MatmulBenchmark;
import org.lanewise.bench.benchmarks.MemoryBenchmark;
import org.lanewise.bench.benchmarks.OpenBenchmark;
import org.lanewise.bench.benchmarks.PeakBenchmark;
import org.lanewise.bench.benchmarks.ReadBenchmark;
import org.lanewise.bench.benchmarks.SoftmaxBenchmark;
import org.lanewise.bench.benchmarks.StepBenchmark;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Task;

/** The cases of each mode, in the order of the tables. */
public final class CaseList {

    private static final int CLASSES = 10;
    private static final int FEATURES = 3072;
    private static final double NO_FLOPS = Double.NaN;
    private static final List<String> LOADER = List.of("loader");

    private static final List<String> FORMS = List.of("NT", "TN", "TT");

    private final Sizes sizes;
    private final List<BenchmarkCase> cases = new ArrayList<>();

    private CaseList(Sizes sizes) {
        this.sizes = sizes;
    }

    /**
     * All cases of a mode.
     *
     * @param mode the mode
     * @return the cases, the machine's ceilings first
     */
    public static List<BenchmarkCase> of(Mode mode) {
        CaseList list = new CaseList(Sizes.of(mode));
        list.peak();
        list.matmul();
        list.softmax();
        list.step();
        list.gradient();
        list.loader();
        return List.copyOf(list.cases);
    }

    /**
     * Leaves the cases and implementations that a filter finds, and the machine's ceilings if one of them is given as a
     * percentage of them.
     *
     * @param cases the cases
     * @param filter is looked for in {@code benchmark/case/implementation}
     * @return what remains
     */
    public static List<BenchmarkCase> filter(List<BenchmarkCase> cases, Pattern filter) {
        List<BenchmarkCase> chosen = cases.stream()
                .map(each -> each.with(each.implementations().stream()
                        .filter(name -> filter.matcher(each.id(name)).find())
                        .collect(Collectors.toList())))
                .filter(each -> !each.implementations().isEmpty())
                .collect(Collectors.toList());
        Set<String> ceilings = chosen.stream().map(BenchmarkCase::ceiling).collect(Collectors.toSet());
        List<BenchmarkCase> withCeilings = cases.stream()
                .filter(each -> each.isPeak() && ceilings.contains(each.ceiling()))
                .collect(Collectors.toCollection(ArrayList::new));
        chosen.stream().filter(each -> !each.isPeak()).forEach(withCeilings::add);
        return withCeilings;
    }

    /**
     * Leaves out implementations.
     *
     * @param cases the cases
     * @param unwanted their names
     * @return the cases for all others; those that nobody is left for are gone
     */
    public static List<BenchmarkCase> without(List<BenchmarkCase> cases, Collection<String> unwanted) {
        return cases.stream()
                .map(each -> each.with(each.implementations().stream()
                        .filter(name -> !unwanted.contains(name))
                        .collect(Collectors.toList())))
                .filter(each -> !each.implementations().isEmpty())
                .collect(Collectors.toList());
    }

    private void peak() {
        double flops = PeakBenchmark.flops();
        peak("fma-in-registers", PeakBenchmark.class.getName() + ".fma", flops, new Score(flops / 1e9, Score.GFLOPS));
        Score bytes = new Score(MemoryBenchmark.BYTES / 1e9, Score.GBYTES);
        peak("read-memory", MemoryBenchmark.class.getName() + ".read", NO_FLOPS, bytes);
    }

    private void peak(String name, String method, double flops, Score score) {
        cases.add(new BenchmarkCase(BenchmarkCase.PEAK, name, method, Map.of(), List.of("peak"), flops, score));
    }

    private void matmul() {
        for (int n : sizes.squares()) {
            matmul("square-" + n, "NN", n, n, n);
        }
        for (int n : sizes.transposedSquares()) {
            FORMS.forEach(form -> matmul("square-" + n + "-" + form, form, n, n, n));
        }
        for (List<Integer> size : sizes.rectangles()) {
            String name = size.stream().map(String::valueOf).collect(Collectors.joining("x", "rectangle-", ""));
            matmul(name, "NN", size.get(0), size.get(1), size.get(2));
        }
        for (int classes : sizes.classes()) {
            for (int images : sizes.classifierBatches()) {
                matmul("forward-K" + classes + "-B" + images, "NT", images, classes, FEATURES);
            }
        }
        for (int classes : sizes.classes()) {
            for (int images : sizes.classifierBatches()) {
                matmul("backward-K" + classes + "-B" + images, "TN", classes, FEATURES, images);
            }
        }
    }

    private void matmul(String name, String form, int m, int n, int k) {
        double flops = Flops.matmul(m, n, k);
        List<String> implementations = Implementations.names(Task.MATMUL);
        implementations.removeIf(implementation -> Pace.seconds(flops, implementation) > Pace.PATIENCE);
        cases.add(new BenchmarkCase(
                "matmul",
                name,
                MatmulBenchmark.class.getName() + ".multiply",
                Map.of("form", form, "m", "" + m, "n", "" + n, "k", "" + k),
                implementations,
                flops,
                Score.MICROSECONDS));
    }

    private void softmax() {
        for (int columns : sizes.softmaxRows()) {
            cases.add(new BenchmarkCase(
                    "softmax",
                    "rows-of-" + columns,
                    SoftmaxBenchmark.class.getName() + ".softmax",
                    Map.of("columns", "" + columns),
                    Implementations.names(Task.SOFTMAX),
                    NO_FLOPS,
                    Score.MICROSECONDS));
        }
    }

    private void step() {
        for (int images : sizes.stepBatches()) {
            cases.add(new BenchmarkCase(
                    BenchmarkCase.STEP,
                    "B" + images,
                    StepBenchmark.class.getName() + ".step",
                    Map.of("batchSize", "" + images),
                    Implementations.names(Task.STEP),
                    Flops.step(images, CLASSES, FEATURES),
                    new Score(images, "images/s")));
        }
    }

    private void gradient() {
        int weights = sizes.numericWeights();
        int parameters = GradientBenchmark.PARAMETERS;
        String extrapolated = "-extrapolated-from-" + weights + "-of-" + parameters + "-weights";
        gradient("forward", "forward-difference" + extrapolated, (parameters + 1.0) / (weights + 1), NO_FLOPS);
        gradient("centered", "centered-difference" + extrapolated, (double) parameters / weights, NO_FLOPS);
        gradient("analytic", "analytic", 1, Flops.step(GradientBenchmark.IMAGES, CLASSES, FEATURES));
    }

    private void gradient(String method, String name, double extrapolation, double flops) {
        cases.add(new BenchmarkCase(
                BenchmarkCase.GRADIENT,
                name,
                GradientBenchmark.class.getName() + "." + method,
                Map.of("weights", "" + sizes.numericWeights()),
                Implementations.names(Task.KERNELS),
                flops,
                new Score(extrapolation, "ms/gradient")));
    }

    private void loader() {
        cases.add(new BenchmarkCase(
                "loader",
                "open",
                OpenBenchmark.class.getName() + ".open",
                Map.of(),
                LOADER,
                NO_FLOPS,
                Score.MILLISECONDS));
        for (boolean shuffled : new boolean[] {false, true}) {
            String order = shuffled ? "shuffled" : "sequential";
            read(order + "-bytes", "bytes", shuffled, LOADER);
            read(order + "-scores-K2", "scores", shuffled, Implementations.names(Task.KERNELS));
        }
    }

    private void read(String name, String method, boolean shuffled, List<String> implementations) {
        double bytes = (double) ReadBenchmark.IMAGES * FEATURES;
        cases.add(new BenchmarkCase(
                "loader",
                name,
                ReadBenchmark.class.getName() + "." + method,
                Map.of("shuffled", "" + shuffled),
                implementations,
                NO_FLOPS,
                new Score(bytes / 1e9, Score.GBYTES)));
    }
}
