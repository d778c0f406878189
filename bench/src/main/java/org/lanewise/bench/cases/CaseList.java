package org.lanewise.bench.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.EpochBenchmark;
import org.lanewise.bench.benchmarks.GradientBenchmark;
import org.lanewise.bench.benchmarks.HiddenBenchmark;
import org.lanewise.bench.benchmarks.MatmulBenchmark;
import org.lanewise.bench.benchmarks.MemoryBenchmark;
import org.lanewise.bench.benchmarks.OpenBenchmark;
import org.lanewise.bench.benchmarks.PatchBenchmark;
import org.lanewise.bench.benchmarks.PeakBenchmark;
import org.lanewise.bench.benchmarks.PredictBenchmark;
import org.lanewise.bench.benchmarks.ReadBenchmark;
import org.lanewise.bench.benchmarks.SoftmaxBenchmark;
import org.lanewise.bench.benchmarks.StepBenchmark;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Task;

/** The cases of each mode, in the order of the tables. */
public final class CaseList {

    /** Classes of CIFAR-10, in steps and gradients. */
    public static final int CLASSES = 10;

    /** Pixels of an image, three colours each. */
    public static final int FEATURES = 3072;

    /** Features of an embedding, such as those of many networks for images and text. */
    public static final int EMBEDDING = 768;

    /** The minibatch whose step everyone makes: those who are far behind are so at any other size. */
    private static final int USUAL_BATCH = 64;

    private static final int EMBEDDING_BATCH = 256;
    private static final int HIDDEN_BATCH = 256;
    private static final int UNITS = 512;
    private static final int FILTERS = 1600;
    private static final String STEP_METHOD = StepBenchmark.class.getName() + ".step";
    private static final String PRODUCT_METHOD = MatmulBenchmark.class.getName() + ".multiply";
    private static final String IMAGES_PER_SECOND = "images/s";
    private static final double NOT_COUNTED = Double.NaN;
    private static final List<String> LOADER = List.of("loader");

    /** Those who race where everyone would take too long: the others are far behind in the same at other sizes. */
    private static final List<String> LANEWISE_AND_OPENBLAS = List.of(Implementations.SIMD, Implementations.OPENBLAS);

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
        list.floats();
        list.threads();
        list.epoch();
        list.predict();
        list.features();
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
     * Leaves out the cases that are about a number of threads of their own.
     *
     * @param cases the cases
     * @return the others
     */
    public static List<BenchmarkCase> withoutOwnThreads(List<BenchmarkCase> cases) {
        return cases.stream().filter(each -> !each.hasOwnThreads()).toList();
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
        peak("read-memory", MemoryBenchmark.class.getName() + ".read", NOT_COUNTED, bytes);
    }

    private void peak(String name, String method, double flops, Score score) {
        cases.add(new BenchmarkCase(
                BenchmarkCase.PEAK, name, method, Map.of(), List.of("peak"), flops, NOT_COUNTED, score));
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
                PRODUCT_METHOD,
                product(form, m, n, k, 0),
                implementations,
                flops,
                Bytes.matmul(m, n, k),
                Score.MICROSECONDS));
    }

    private static Map<String, String> product(String form, int m, int n, int k, int threads) {
        return Map.of("form", form, "m", "" + m, "n", "" + n, "k", "" + k, "threads", "" + threads);
    }

    private void softmax() {
        for (int columns : sizes.softmaxRows()) {
            double elements = (double) SoftmaxBenchmark.rows(columns) * columns;
            cases.add(new BenchmarkCase(
                    "softmax",
                    "rows-of-" + columns,
                    SoftmaxBenchmark.class.getName() + ".softmax",
                    Map.of("columns", "" + columns),
                    Implementations.names(Task.SOFTMAX),
                    Flops.softmax(elements),
                    Bytes.softmax(elements),
                    Score.MICROSECONDS));
        }
    }

    private void step() {
        for (int images : sizes.stepBatches()) {
            List<String> implementations = Implementations.names(Task.STEP);
            if (!sizes.everyone() && images != USUAL_BATCH) {
                implementations.removeAll(List.of("netlib", "ejml"));
            }
            step(BenchmarkCase.STEP, "B" + images, images, 0, implementations);
        }
    }

    /** From the bytes of CIFAR-10. */
    private void step(String benchmark, String name, int images, int threads, List<String> implementations) {
        cases.add(new BenchmarkCase(
                benchmark,
                name,
                STEP_METHOD,
                parameters("bytes", images, CLASSES, FEATURES, threads),
                implementations,
                Flops.step(images, CLASSES, FEATURES),
                Bytes.step(images, CLASSES, FEATURES),
                new Score(images, IMAGES_PER_SECOND)));
    }

    private static Map<String, String> parameters(String data, int examples, int classes, int features, int threads) {
        return Map.of(
                "data", data,
                "batchSize", "" + examples,
                "classes", "" + classes,
                "features", "" + features,
                "threads", "" + threads);
    }

    /** Features that are floats: pixels of CIFAR-10, and embeddings with many classes. */
    private void floats() {
        for (int images : sizes.floatBatches()) {
            floats("pixels-B" + images, "floats", images, CLASSES, FEATURES);
        }
        for (int classes : sizes.embeddingClasses()) {
            floats(
                    "embeddings-K" + classes + "-B" + EMBEDDING_BATCH,
                    "embeddings",
                    EMBEDDING_BATCH,
                    classes,
                    EMBEDDING);
        }
    }

    private void floats(String name, String data, int examples, int classes, int features) {
        cases.add(new BenchmarkCase(
                BenchmarkCase.FLOATS,
                name,
                STEP_METHOD,
                parameters(data, examples, classes, features, 0),
                LANEWISE_AND_OPENBLAS,
                Flops.step(examples, classes, features),
                Bytes.stepOfFloats(examples, classes, features),
                new Score(examples, "examples/s")));
    }

    /** What two threads share; the same on one thread is among the steps and products. */
    private void threads() {
        for (int images : sizes.sharedBatches()) {
            step(BenchmarkCase.THREADS, "step-B" + images, images, 2, LANEWISE_AND_OPENBLAS);
        }
        int n = sizes.squares().getLast();
        cases.add(new BenchmarkCase(
                BenchmarkCase.THREADS,
                "square-" + n,
                PRODUCT_METHOD,
                product("NN", n, n, n, 2),
                LANEWISE_AND_OPENBLAS,
                Flops.matmul(n, n, n),
                Bytes.matmul(n, n, n),
                Score.MICROSECONDS));
    }

    private void predict() {
        List<String> implementations = Implementations.names(Task.PREDICT);
        implementations.removeAll(Implementations.peers());
        implementations.add(Implementations.OPENBLAS);
        cases.add(new BenchmarkCase(
                BenchmarkCase.PREDICT,
                "one-image",
                PredictBenchmark.class.getName() + ".predict",
                Map.of(),
                implementations,
                Flops.matmul(1, CLASSES, FEATURES),
                Bytes.scores(1, CLASSES, FEATURES),
                Score.MICROSECONDS));
    }

    /** What maps pixels to other features: a minute and a half, so only where there is time for everything. */
    private void features() {
        if (!sizes.everyone()) {
            return;
        }
        cases.add(new BenchmarkCase(
                BenchmarkCase.FEATURES,
                "patches-" + FILTERS,
                PatchBenchmark.class.getName() + ".extract",
                Map.of("filters", "" + FILTERS),
                Implementations.names(Task.KERNELS),
                Flops.patches(PatchBenchmark.IMAGES, FILTERS),
                Bytes.patches(PatchBenchmark.IMAGES, FILTERS, FEATURES),
                new Score(PatchBenchmark.IMAGES, IMAGES_PER_SECOND)));
        cases.add(new BenchmarkCase(
                BenchmarkCase.FEATURES,
                "hidden-" + UNITS + "-B" + HIDDEN_BATCH,
                HiddenBenchmark.class.getName() + ".step",
                Map.of("batchSize", "" + HIDDEN_BATCH, "units", "" + UNITS),
                Implementations.names(Task.KERNELS),
                Flops.hidden(HIDDEN_BATCH, FEATURES, UNITS, CLASSES),
                Bytes.step(HIDDEN_BATCH, UNITS, FEATURES) + Bytes.stepOfFloats(HIDDEN_BATCH, CLASSES, UNITS),
                new Score(HIDDEN_BATCH, IMAGES_PER_SECOND)));
    }

    /** As many minibatches as make an epoch over CIFAR-10, shuffling included; who takes too long is left out. */
    private void epoch() {
        double flops = Flops.step(EpochBenchmark.IMAGES, CLASSES, FEATURES);
        int steps = EpochBenchmark.IMAGES / EpochBenchmark.BATCH;
        List<String> implementations = Implementations.names(Task.STEP);
        implementations.removeIf(implementation -> Pace.seconds(flops, implementation) > Pace.PATIENCE);
        if (!sizes.everyone()) {
            implementations.retainAll(LANEWISE_AND_OPENBLAS);
        }
        cases.add(new BenchmarkCase(
                BenchmarkCase.EPOCH,
                EpochBenchmark.IMAGES + "-images-by-" + EpochBenchmark.BATCH,
                EpochBenchmark.class.getName() + ".epoch",
                Map.of(),
                implementations,
                flops,
                steps * Bytes.step(EpochBenchmark.BATCH, CLASSES, FEATURES),
                new Score(1, "ms/epoch")));
    }

    private void gradient() {
        int weights = sizes.numericWeights();
        int parameters = GradientBenchmark.PARAMETERS;
        String extrapolated = "-extrapolated-from-" + weights + "-of-" + parameters + "-weights";
        numeric("forward", "forward-difference" + extrapolated, weights + 1, parameters + 1);
        numeric("centered", "centered-difference" + extrapolated, 2 * weights, 2 * parameters);
        int images = GradientBenchmark.IMAGES;
        gradient(
                "scoreColumns",
                "centered-by-score-columns",
                1,
                Flops.scoreColumns(2 * parameters, images, CLASSES, FEATURES),
                Bytes.scoreColumns(2 * parameters, images, CLASSES),
                // Whoever computes the scores, the losses after them are the same code.
                List.of(Implementations.SIMD));
        gradient(
                "analytic",
                BenchmarkCase.ANALYTIC,
                1,
                Flops.step(images, CLASSES, FEATURES),
                Bytes.step(images, CLASSES, FEATURES));
    }

    /** So many evaluations of the loss are timed, for a whole gradient it takes so many. */
    private void numeric(String method, String name, int timed, int all) {
        int images = GradientBenchmark.IMAGES;
        gradient(
                method,
                name,
                (double) all / timed,
                Flops.losses(timed, images, CLASSES, FEATURES),
                Bytes.losses(timed, images, CLASSES, FEATURES));
    }

    private void gradient(String method, String name, double extrapolation, double flops, double bytes) {
        gradient(method, name, extrapolation, flops, bytes, Implementations.names(Task.KERNELS));
    }

    private void gradient(
            String method,
            String name,
            double extrapolation,
            double flops,
            double bytes,
            List<String> implementations) {
        cases.add(new BenchmarkCase(
                BenchmarkCase.GRADIENT,
                name,
                GradientBenchmark.class.getName() + "." + method,
                Map.of("weights", "" + sizes.numericWeights()),
                implementations,
                flops,
                bytes,
                new Score(extrapolation, "ms/gradient")));
    }

    private void loader() {
        cases.add(new BenchmarkCase(
                "loader",
                "open",
                OpenBenchmark.class.getName() + ".open",
                Map.of(),
                LOADER,
                NOT_COUNTED,
                NOT_COUNTED,
                Score.MILLISECONDS));
        for (boolean shuffled : new boolean[] {false, true}) {
            String order = shuffled ? "shuffled" : "sequential";
            read(order + "-read", "read", shuffled, LOADER, NOT_COUNTED, NOT_COUNTED);
            read(
                    order + "-scores-K" + ReadBenchmark.CLASSES,
                    "scores",
                    shuffled,
                    // Memory is the limit: the textbook's loops show what is not, others would show nothing more.
                    List.of(Implementations.SCALAR, Implementations.SIMD),
                    Flops.matmul(ReadBenchmark.IMAGES, ReadBenchmark.CLASSES, FEATURES),
                    Bytes.scores(ReadBenchmark.IMAGES, ReadBenchmark.CLASSES, FEATURES));
        }
    }

    private void read(
            String name, String method, boolean shuffled, List<String> implementations, double flops, double bytes) {
        double pixels = (double) ReadBenchmark.IMAGES * FEATURES;
        cases.add(new BenchmarkCase(
                "loader",
                name,
                ReadBenchmark.class.getName() + "." + method,
                Map.of("shuffled", "" + shuffled),
                implementations,
                flops,
                bytes,
                new Score(pixels / 1e9, Score.GBYTES)));
    }
}
