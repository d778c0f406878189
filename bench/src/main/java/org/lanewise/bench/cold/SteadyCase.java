package org.lanewise.bench.cold;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * Calls of one kind and shape.
 *
 * @param kind which call
 * @param element the form of the features
 * @param m examples, or rows
 * @param n classes, or columns
 * @param k features
 */
record SteadyCase(Kind kind, Element element, int m, int n, int k) {

    /** Which call. */
    enum Kind {
        STEP,
        PRODUCT,
        SOFTMAX,
        SCORER
    }

    /** Minibatches of a step's data, at least. */
    private static final int MINIBATCHES = 4;

    /** All of them: what users call most. */
    static List<SteadyCase> all() {
        List<SteadyCase> cases = new ArrayList<>();
        for (Element element : Element.values()) {
            for (int features : new int[] {768, 3072}) {
                for (int classes : new int[] {10, 100, 1000}) {
                    for (int examples : new int[] {1, 16, 64, 256, 1024}) {
                        cases.add(new SteadyCase(Kind.STEP, element, examples, classes, features));
                    }
                }
            }
            cases.add(new SteadyCase(Kind.SCORER, element, 1, 10, 3072));
        }
        for (int n = 64; n <= 1024; n *= 2) {
            cases.add(new SteadyCase(Kind.PRODUCT, Element.FLOAT, n, n, n));
        }
        cases.add(new SteadyCase(Kind.SOFTMAX, Element.FLOAT, 256, 10, 0));
        cases.add(new SteadyCase(Kind.SOFTMAX, Element.FLOAT, 256, 1000, 0));
        return cases;
    }

    static SteadyCase named(String name) {
        return all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no case " + name + "; list names them."));
    }

    /** Such as {@code step/float/B256/K10/D768}. */
    String name() {
        String form = element.name().toLowerCase(java.util.Locale.ROOT);
        return switch (kind) {
            case STEP -> "step/" + form + "/B" + m + "/K" + n + "/D" + k;
            case SCORER -> "scorer/" + form + "/K" + n + "/D" + k;
            case PRODUCT -> "product/" + n;
            case SOFTMAX -> "softmax/" + m + "x" + n;
        };
    }

    /** The call, with operands of its own. */
    Runnable call(Kernels kernels, Arena arena) {
        return switch (kind) {
            case STEP -> step(kernels, arena);
            case SCORER -> scorer(kernels, arena);
            case PRODUCT -> product(kernels, arena);
            case SOFTMAX -> {
                FloatMatrix scores = random(arena, m, n);
                FloatMatrix result = FloatMatrix.allocate(arena, m, n);
                yield () -> kernels.softmax(scores, result);
            }
        };
    }

    private Runnable step(Kernels kernels, Arena arena) {
        int rows = MINIBATCHES * m;
        Features features = features(arena, element, rows, k);
        int[] labels = new SplittableRandom(2).ints(rows, 0, n).toArray();
        ScoreFunction f = new ScoreFunction(
                LinearModel.allocate(arena, n, k), Preprocessing.meanImage(arena, features, 1 / 128f));
        Objective objective = new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(1e-4f));
        Workspace workspace = kernels.workspace(arena, m, n, k);
        Minibatches batches = new Minibatches(Examples.of(features, labels, n), m);
        batches.shuffle(1, 0);
        return () -> {
            if (!batches.next()) {
                batches.shuffle(1, 0);
                batches.next();
            }
            kernels.step(f, objective, batches, 1e-5f, workspace);
        };
    }

    private Runnable scorer(Kernels kernels, Arena arena) {
        Scorer scorer = kernels.scorer(
                arena,
                new ScoreFunction(
                        new LinearModel(random(arena, n, k), random(arena, n, 1)), Preprocessing.none(arena, k)));
        float[] scores = new float[n];
        float[] floats = new float[k];
        byte[] bytes = new byte[k];
        return element == Element.BYTE ? () -> scorer.scores(bytes, scores) : () -> scorer.scores(floats, scores);
    }

    private Runnable product(Kernels kernels, Arena arena) {
        FloatMatrix a = random(arena, m, k);
        FloatMatrix b = random(arena, k, n);
        FloatMatrix c = FloatMatrix.allocate(arena, m, n);
        return () -> kernels.matmul(a, b, c);
    }

    static FloatMatrix random(Arena arena, int rows, int columns) {
        FloatMatrix matrix = FloatMatrix.allocatePadded(arena, rows, columns);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, (float) random.nextGaussian());
            }
        }
        return matrix;
    }

    static Features features(Arena arena, Element element, int rows, int columns) {
        if (element == Element.FLOAT) {
            return random(arena, rows, columns);
        }
        byte[] bytes = new byte[rows * columns];
        new SplittableRandom(1).nextBytes(bytes);
        MemorySegment segment = arena.allocate(bytes.length);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, 0, bytes.length);
        return Features.ofBytes(segment, 0, rows, columns, columns);
    }
}
