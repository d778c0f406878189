package org.lanewise.core.kernels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Losses;

/**
 * The program of a child VM: every operand of every kernel in a mapped file whose pages are gone, before the kernel was ever called
 * and when it is compiled. Arguments: a directory on a good disk; {@code cut}, or a directory on a full disk; calls until it counts
 * as compiled. Prints a line for each operand that is not met by the named exception.
 */
final class MappedFaults {

    private static final long BYTES = 1 << 20;

    /** What is left of a file that is cut short. */
    private static final long LEFT = 4096;

    private final Path good;
    private final Path full;
    private final int calls;
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Kernels kernels;

    /** What is done with the memory of a file. */
    private final Map<String, Function<MemorySegment, Runnable>> cases = new LinkedHashMap<>();

    private static int files;

    /** What was read: a load whose value nobody uses is left out by C2, and with it the fault. */
    private static volatile float value;

    private MappedFaults(String[] arguments, Kernels kernels) {
        good = Path.of(arguments[0]);
        full = arguments[1].equals("cut") ? null : Path.of(arguments[1]);
        calls = Integer.parseInt(arguments[2]);
        this.kernels = kernels;
    }

    public static void main(String[] arguments) throws IOException {
        MappedFaults alone = new MappedFaults(arguments, Kernels.best());
        System.out.println("name=" + alone.kernels.info().name());
        System.out.println("bits=" + alone.kernels.info().bits());
        alone.products();
        alone.rows();
        alone.batch(5);
        alone.batch(40);
        alone.others();
        alone.matrices();
        alone.run();
        try (Workers workers = Workers.of(2)) {
            MappedFaults helped = new MappedFaults(arguments, Kernels.best().on(workers));
            // The scalar loops stay on one thread, where they have met everything.
            if (helped.kernels.info().threads() > 1) {
                helped.batch(300);
                helped.run();
            }
        }
        System.out.println("done=true");
    }

    private void run() throws IOException {
        for (Map.Entry<String, Function<MemorySegment, Runnable>> each : cases.entrySet()) {
            Function<MemorySegment, Runnable> use = each.getValue();
            Path path = (full == null ? good : full).resolve("lost-" + files++);
            Runnable lost = use.apply(lost(path.toAbsolutePath()));
            expectNamed(each.getKey() + ", at first", path, lost);
            Runnable fine = use.apply(map(good.resolve("good-" + files++)));
            for (int i = 0; i < calls; i++) {
                fine.run();
            }
            expectNamed(each.getKey() + ", compiled", path, lost);
            expectNamed(each.getKey() + ", again", path, lost);
        }
        System.out.println("operands=" + cases.size());
    }

    private static void expectNamed(String what, Path path, Runnable lost) {
        try {
            lost.run();
            System.out.println("WRONG " + what + ": returned");
        } catch (LostDataException named) {
            if (!named.getMessage().startsWith(path + " was cut short, or its disk is full")) {
                System.out.println("WRONG " + what + ": " + named.getMessage());
            }
        } catch (Throwable other) {
            System.out.println("WRONG " + what + ": " + other);
        }
    }

    private MemorySegment map(Path path) throws IOException {
        try (FileChannel file = open(path)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena);
        }
    }

    private MemorySegment lost(Path path) throws IOException {
        MemorySegment mapped = map(path);
        if (full == null) {
            try (FileChannel file = open(path)) {
                file.truncate(LEFT);
            }
        }
        return mapped;
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Large ones begin where the file still is. */
    private static long place(long bytes) {
        return bytes > LEFT ? LEFT / 2 : 2 * LEFT;
    }

    private static FloatMatrix floats(MemorySegment file, int rows, int columns) {
        return FloatMatrix.of(file, place(4L * rows * columns), rows, columns, columns);
    }

    private static Features pixels(MemorySegment file, int rows, int columns) {
        return Features.ofBytes(file, place((long) rows * columns), rows, columns, columns);
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.copyOf(arena, rows, columns, Inputs.normal(random, rows * columns, 1));
    }

    private void add(String name, int rows, int columns, Consumer<FloatMatrix> use) {
        cases.put(name, file -> {
            FloatMatrix matrix = floats(file, rows, columns);
            return () -> use.accept(matrix);
        });
    }

    /** M, N, K: direct, blocked, narrow, flat; each operand as stored and transposed. */
    private void products() {
        for (int[] shape : new int[][] {{40, 77, 33}, {137, 150, 40}, {33, 10, 300}, {10, 150, 100}}) {
            int m = shape[0];
            int n = shape[1];
            int k = shape[2];
            String name = " of " + m + " x " + n + " x " + k;
            FloatMatrix a = matrix(m, k);
            FloatMatrix b = matrix(k, n);
            FloatMatrix c = matrix(m, n);
            add("A" + name, m, k, mapped -> kernels.matmul(mapped, b, c));
            add(
                    "transposed A" + name,
                    k,
                    m,
                    mapped -> kernels.matmul(Transpose.YES, Transpose.NO, 0.5f, mapped, b, 0.5f, c));
            add("B" + name, k, n, mapped -> kernels.matmul(a, mapped, c));
            add(
                    "transposed B" + name,
                    n,
                    k,
                    mapped -> kernels.matmul(Transpose.NO, Transpose.YES, 0.5f, a, mapped, 0.5f, c));
        }
    }

    private void rows() {
        for (int columns : new int[] {10, 100}) {
            FloatMatrix result = matrix(130, columns);
            int[] labels = Inputs.labels(random, 130, columns);
            double[] each = new double[130];
            add("softmax " + columns, 130, columns, mapped -> kernels.softmax(mapped, result));
            add("log-softmax " + columns, 130, columns, mapped -> kernels.logSoftmax(mapped, result));
            // All losses are of copies of the scores; the longer rows have two of them.
            for (Loss loss : Losses.all(columns).subList(columns == 10 ? 0 : 3, columns == 10 ? 8 : 5)) {
                add(loss + " " + columns, 130, columns, mapped -> kernels.loss(loss, mapped, labels, result));
                add("each " + loss + " " + columns, 130, columns, mapped -> kernels.losses(loss, mapped, labels, each));
            }
        }
    }

    /** Of so few examples that they are prepared, of more, of enough for two threads. */
    private void batch(int examples) {
        Loss loss = Losses.all(10).getFirst();
        Batch batch = Batch.draw(arena, 1, examples, 10, 600, loss, Regularization.l2(1e-4f));
        LinearModel model = batch.model();
        Preprocessing map = batch.preprocessing();
        parameters(batch, this::firstUses);
        with(batch, "mean", 1, 600, mapped -> batch.with(new Preprocessing(mapped, map.scale())), this::allUses);
        with(batch, "scale", 1, 600, mapped -> batch.with(new Preprocessing(map.mean(), mapped)), this::allUses);
        features(batch, this::allUses);
        LinearModel gradient = LinearModel.allocate(arena, 10, 600);
        Workspace workspace = batch.workspace(kernels, arena);
        add(
                "scores' gradient, backward of " + examples,
                examples,
                10,
                mapped -> kernels.backward(batch.score(), batch.features(), mapped, gradient, workspace));
        featureGradients(model, map, examples);
        Batch net = Batch.draw(arena, 1, examples, 10, 600, loss, new Regularization(1e-4f, 1e-4f, true));
        parameters(net, this::gradientOf);
        features(net, this::stepsOf);
    }

    /** A step changes the model, so that it cannot be mapped. */
    private void parameters(Batch batch, Function<Batch, Map<String, Consumer<Batch>>> uses) {
        LinearModel model = batch.model();
        with(batch, "weights", 10, 600, mapped -> batch.with(new LinearModel(mapped, model.bias())), uses);
        with(batch, "bias", 10, 1, mapped -> batch.with(new LinearModel(model.weights(), mapped)), uses);
    }

    /** In both forms. */
    private void features(Batch batch, Function<Batch, Map<String, Consumer<Batch>>> uses) {
        int examples = batch.features().rows();
        with(batch, "floats", examples, 600, mapped -> batch.with((Features) mapped), uses);
        uses.apply(batch)
                .forEach((name, use) -> cases.put("pixels, " + name, file -> {
                    Batch other = batch.with(pixels(file, examples, 600));
                    return () -> use.accept(other);
                }));
    }

    private void with(
            Batch batch,
            String operand,
            int rows,
            int columns,
            Function<FloatMatrix, Batch> with,
            Function<Batch, Map<String, Consumer<Batch>>> uses) {
        uses.apply(batch)
                .forEach((name, use) ->
                        add(operand + ", " + name, rows, columns, mapped -> use.accept(with.apply(mapped))));
    }

    /** What leaves the model as it is. */
    private Map<String, Consumer<Batch>> firstUses(Batch batch) {
        Map<String, Consumer<Batch>> uses = gradientOf(batch);
        Workspace workspace = batch.workspace(kernels, arena);
        int examples = batch.features().rows();
        FloatMatrix scores = matrix(examples, 10);
        LinearModel gradient = LinearModel.allocate(arena, 10, 600);
        uses.put("scores of " + examples, some -> kernels.scores(some.score(), some.features(), scores, workspace));
        uses.put(
                "backward of " + examples,
                some -> kernels.backward(some.score(), some.features(), scores, gradient, workspace));
        return uses;
    }

    private Map<String, Consumer<Batch>> allUses(Batch batch) {
        Map<String, Consumer<Batch>> uses = firstUses(batch);
        uses.putAll(stepsOf(batch));
        return uses;
    }

    private Map<String, Consumer<Batch>> stepsOf(Batch batch) {
        Map<String, Consumer<Batch>> uses = gradientOf(batch);
        Workspace workspace = batch.workspace(kernels, arena);
        uses.put("step of " + name(batch), some -> some.step(kernels, 0, workspace));
        return uses;
    }

    private Map<String, Consumer<Batch>> gradientOf(Batch batch) {
        LinearModel gradient = LinearModel.allocate(arena, 10, 600);
        Workspace workspace = batch.workspace(kernels, arena);
        Map<String, Consumer<Batch>> uses = new LinkedHashMap<>();
        uses.put("gradient of " + name(batch), some -> some.gradient(kernels, gradient, workspace));
        return uses;
    }

    private static String name(Batch batch) {
        return batch.features().rows() + " examples, " + batch.regularization();
    }

    private void featureGradients(LinearModel model, Preprocessing map, int examples) {
        FloatMatrix result = matrix(examples, 600);
        FloatMatrix g = matrix(examples, 10);
        String name = ", feature gradient of " + examples;
        ScoreFunction f = new ScoreFunction(model, map);
        add("scores' gradient" + name, examples, 10, mapped -> kernels.featureGradient(f, mapped, result));
        add(
                "weights" + name,
                10,
                600,
                mapped -> kernels.featureGradient(f.with(new LinearModel(mapped, model.bias())), g, result));
        add(
                "scale" + name,
                1,
                600,
                mapped -> kernels.featureGradient(
                        new ScoreFunction(model, new Preprocessing(map.mean(), mapped)), g, result));
    }

    private void others() {
        FloatMatrix y = matrix(70, 99);
        add("X of axpy", 70, 99, mapped -> kernels.axpy(1e-3f, mapped, y));
        add("what was rectified", 70, 99, mapped -> kernels.rectifyGradient(mapped, y));
        Features images = Inputs.pixels(arena, random, 70, 600, 0, 0);
        int[] distances = new int[70 * 70];
        for (Metric metric : Metric.values()) {
            cases.put("queries, " + metric, file -> {
                Features lost = pixels(file, 70, 600);
                return () -> kernels.distances(metric, lost, images, distances);
            });
            cases.put("images, " + metric, file -> {
                Features lost = pixels(file, 70, 600);
                return () -> kernels.distances(metric, images, lost, distances);
            });
        }
        cases.put("mean image", file -> {
            Features lost = pixels(file, 70, 600);
            return () -> Preprocessing.meanImage(Arena.ofAuto(), lost, 1);
        });
        add("mean of floats", 70, 600, mapped -> Preprocessing.standardize(Arena.ofAuto(), mapped));
        cases.put("a pixel", file -> {
            Features lost = pixels(file, 70, 600);
            return () -> value = lost.get(69, 599);
        });
    }

    /** What a matrix does without kernels. */
    private void matrices() {
        FloatMatrix other = matrix(70, 99);
        float[] values = other.toArray();
        add("get", 70, 99, mapped -> value = mapped.get(69, 98));
        add("set", 70, 99, mapped -> mapped.set(69, 98, 1));
        add("fill", 70, 99, mapped -> mapped.fill(1));
        add("copied from", 70, 99, other::copyFrom);
        add("copied to", 70, 99, mapped -> mapped.copyFrom(other));
        add("a short row copied from", 70, 3, mapped -> other.columns(0, 3).copyFrom(mapped));
        add("copied to an array", 70, 99, mapped -> mapped.copyTo(values));
        add("copied from an array", 70, 99, mapped -> mapped.copyFrom(values));
        add("as an array", 70, 99, FloatMatrix::toArray);
    }
}
