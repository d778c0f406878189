package org.lanewise.learn.ridge;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.features.FeatureStore;

/**
 * What least squares need to know of examples: the sums of their features by classes, and of all products of two
 * features. One pass over the examples gives them, block by block. Then every strength of regularization has its exact
 * solution.
 *
 * <p>Targets are 1 for the class of an example and -1 for every other class. Features are standardized, {@code (x - mean) /
 * sqrt(variance + floor)}, and the solution minimizes {@code 1/N sum_i |W x'_i + b - t_i|^2 + l2 |W|^2}.
 *
 * <p>Features are taken about those of a mean of some first examples while they are summed, for floats lose the small differences
 * of large numbers. One thread at a time; the kernels' threads help. The bits do not depend on them.
 */
public final class RidgeSums {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Columns that one thread sums. */
    private static final int COLUMNS = 256;

    private final Kernels kernels;
    private final int features;
    private final int classes;
    private final LowerTriangle products;

    /** The products, while the place where they were summed is used to solve. */
    private final LowerTriangle kept;

    private boolean isKept;
    private final float[] center;
    private final double[][] sums;
    private final long[] counts;

    /**
     * Sums of nothing.
     *
     * @param store gives the memory, {@code 4 D^2} bytes, half of which may be in a file
     * @param kernels the kernels to use
     * @param features the number of features D
     * @param classes the number of classes K
     * @throws IOException if there is no room in a file
     */
    public RidgeSums(FeatureStore store, Kernels kernels, int features, int classes) throws IOException {
        this.kernels = Objects.requireNonNull(kernels, "kernels");
        this.features = features;
        this.classes = classes;
        products = new LowerTriangle(features, (rows, columns) -> FloatMatrix.allocate(store.arena(), rows, columns));
        kept = new LowerTriangle(features, store::matrix);
        center = new float[features];
        sums = new double[classes][features];
        counts = new long[classes];
    }

    /** {@return the number of classes K} */
    public int classes() {
        return classes;
    }

    /** {@return the number of examples so far} */
    public long count() {
        long count = 0;
        for (long ofClass : counts) {
            count += ofClass;
        }
        return count;
    }

    /**
     * Adds examples.
     *
     * @param block their features, some hundred rows of D; overwritten by scratch; not of a mapped file
     * @param labels the class of each row, 0 to K - 1; as many or more
     * @throws IllegalArgumentException if the number of features is another
     * @throws IndexOutOfBoundsException if there are not enough labels, or one is no class
     */
    public void add(FloatMatrix block, int[] labels) {
        if (block.columns() != features) {
            throw new IllegalArgumentException(
                    "The sums are of " + features + " features, but there are " + block.columns() + ".");
        }
        Objects.checkFromIndexSize(0, block.rows(), labels.length);
        for (int i = 0; i < block.rows(); i++) {
            Objects.checkIndex(labels[i], classes);
        }
        if (isKept) {
            products.copyFrom(kept);
            isKept = false;
        }
        boolean isFirst = count() == 0;
        kernels.share(Math.ceilDiv(features, COLUMNS), part -> addColumns(block, labels, part * COLUMNS, isFirst));
        for (int i = 0; i < block.rows(); i++) {
            counts[labels[i]]++;
        }
        for (int p = 0; p < products.panels(); p++) {
            int from = products.begin(p);
            FloatMatrix across = block.columns(from, from + products.panel(p).columns());
            FloatMatrix down = block.columns(from, features);
            kernels.matmul(Transpose.YES, Transpose.NO, 1f, down, across, 1f, products.panel(p));
        }
    }

    private void addColumns(FloatMatrix block, int[] labels, int from, boolean isFirst) {
        int count = Math.min(COLUMNS, features - from);
        float[] values = new float[count];
        float[] middle = new float[count];
        double[] sum = new double[count];
        if (isFirst) {
            for (int row = 0; row < block.rows(); row++) {
                load(block, row, from, values);
                for (int i = 0; i < count; i++) {
                    sum[i] += values[i];
                }
            }
            for (int i = 0; i < count; i++) {
                center[from + i] = (float) (sum[i] / block.rows());
            }
        }
        System.arraycopy(center, from, middle, 0, count);
        for (int row = 0; row < block.rows(); row++) {
            load(block, row, from, values);
            double[] ofClass = sums[labels[row]];
            for (int i = 0; i < count; i++) {
                values[i] -= middle[i];
                ofClass[from + i] += values[i];
            }
            MemorySegment.copy(values, 0, block.segment(), FLOAT, block.offset(row) + 4L * from, count);
        }
    }

    private static void load(FloatMatrix block, int row, int from, float[] values) {
        MemorySegment.copy(block.segment(), FLOAT, block.offset(row) + 4L * from, values, 0, values.length);
    }

    /** The sum of a feature about the center. */
    private double sum(int feature) {
        double sum = 0;
        for (double[] ofClass : sums) {
            sum += ofClass[feature];
        }
        return sum;
    }

    /**
     * The map that standardizes the features, over all examples that were added.
     *
     * @param arena the owner of its memory
     * @param floor what is added to the variances, above 0
     * @return the map
     */
    public Preprocessing standardization(Arena arena, double floor) {
        Preprocessing map =
                new Preprocessing(FloatMatrix.allocate(arena, 1, features), FloatMatrix.allocate(arena, 1, features));
        for (int i = 0; i < features; i++) {
            int panel = i / LowerTriangle.WIDTH;
            int at = i - products.begin(panel);
            double mean = sum(i) / count();
            LowerTriangle all = isKept ? kept : products;
            double variance = Math.max(0, all.panel(panel).get(at, at) / (double) count() - mean * mean);
            map.mean().set(0, i, (float) (center[i] + mean));
            map.scale().set(0, i, (float) (1 / Math.sqrt(variance + floor)));
        }
        return map;
    }

    /**
     * Solves the least squares.
     *
     * @param map the standardization of these sums
     * @param l2 the strength, above 0
     * @param model K x D, overwritten
     * @throws ArithmeticException if the strength is too small for floats to have a solution
     */
    public void solve(Preprocessing map, double l2, LinearModel model) {
        if (!isKept) {
            kept.copyFrom(products);
            isKept = true;
        }
        products.copyFrom(kept);
        double[] sumOf = new double[features];
        for (int i = 0; i < features; i++) {
            sumOf[i] = sum(i);
        }
        kernels.share(products.panels(), p -> standardize(p, sumOf, map, l2));
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix solution = FloatMatrix.allocate(arena, features, classes);
            double count = count();
            for (int k = 0; k < classes; k++) {
                double target = 2 * counts[k] / count - 1;
                for (int i = 0; i < features; i++) {
                    double covariance = (2 * sums[k][i] - (1 + target) * sumOf[i]) / count;
                    solution.set(i, k, (float) (covariance * map.scale().get(0, i)));
                }
                model.bias().set(k, 0, (float) target);
            }
            Cholesky.of(arena, kernels, products).solve(solution);
            for (int k = 0; k < classes; k++) {
                for (int i = 0; i < features; i++) {
                    model.weights().set(k, i, solution.get(i, k));
                }
            }
        }
    }

    /** Makes covariances of a panel's sums of products. */
    private void standardize(int p, double[] sumOf, Preprocessing map, double l2) {
        FloatMatrix panel = products.panel(p);
        int from = products.begin(p);
        double count = count();
        float[] row = new float[panel.columns()];
        for (int i = 0; i < panel.rows(); i++) {
            FloatMatrix line = panel.rows(i, i + 1);
            line.copyTo(row);
            double mean = sumOf[from + i] / count;
            double scale = map.scale().get(0, from + i) / count;
            for (int j = 0; j < row.length; j++) {
                row[j] = (float)
                        ((row[j] - mean * sumOf[from + j]) * scale * map.scale().get(0, from + j));
            }
            if (i < row.length) {
                row[i] = (float) (row[i] + l2);
            }
            line.copyFrom(row);
        }
    }
}
