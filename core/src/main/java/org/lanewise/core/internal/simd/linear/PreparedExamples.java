package org.lanewise.core.internal.simd.linear;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.B;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.I;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.Summation;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Copies;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.internal.simd.tiles.DotTiles;
import org.lanewise.core.internal.simd.tiles.FirstOuterTiles;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * Scores and gradient of a small minibatch. Folding costs passes over the weights, which few images do not earn back: so
 * the images are prepared as floats, and the weights are read for the scores and once more for the gradient or the
 * update.
 */
final class PreparedExamples {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int GROUP = 5;

    /** Bytes from the sums of one class to those of the next. */
    private static final long SUMS = Blocking.PREPARED * 4L;

    /** Classes of a tile of scores. */
    static final int DOTS = Blocking.MANY_REGISTERS ? 5 : 2;

    private PreparedExamples() {}

    static void prepare(Features images, Preprocessing preprocessing, FloatMatrix prepared) {
        for (int from = 0; from < images.rows(); from += Summation.PREPARED) {
            prepare(images, from, Math.min(from + Summation.PREPARED, images.rows()), preprocessing, prepared);
        }
    }

    private static void prepare(
            Features images, int first, int end, Preprocessing preprocessing, FloatMatrix prepared) {
        int features = images.columns();
        int vectorEnd = Lanes.allocated(preprocessing.mean()) && Lanes.allocated(preprocessing.scale())
                ? features - features % L
                : 0;
        FeatureBlock block = LinearScratch.ofThread().block;
        block.room(images, end - first);
        LinearScratch.ofThread().gathering.gather(images, first, end - first, block, 0);
        for (int i = first; i < end; i++) {
            int from = (i - first) * block.stride();
            if (block.element() == Element.BYTE) {
                prepareRow(block.bytes(), from, preprocessing, prepared.segment(), prepared.offset(i), vectorEnd);
            } else {
                prepareRow(block.floats(), from, preprocessing, prepared.segment(), prepared.offset(i), vectorEnd);
            }
            for (int d = vectorEnd; d < features; d++) {
                float x = block.element() == Element.BYTE ? block.bytes()[from + d] & 0xFF : block.floats()[from + d];
                float centred = x - preprocessing.mean().get(0, d);
                prepared.set(i, d, centred * preprocessing.scale().get(0, d));
            }
        }
    }

    /** Straight to the row, which is aligned: storing vectors to an array, across cache lines, takes as long as all the rest. */
    private static void prepareRow(
            byte[] pixels, int from, Preprocessing preprocessing, MemorySegment row, long offset, int end) {
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        if (mean.getClass() != NATIVE || scale.getClass() != NATIVE || row.getClass() != NATIVE) {
            return;
        }
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        for (int d = 0; d < end; d += L) {
            long bytes = d * 4L;
            FloatVector x = (FloatVector) ByteVector.fromArray(B, pixels, from + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector centred = x.sub(FloatVector.fromMemorySegment(F, mean, meanOffset + bytes, ORDER));
            centred = centred.mul(FloatVector.fromMemorySegment(F, scale, scaleOffset + bytes, ORDER));
            centred.intoMemorySegment(row, offset + bytes, ORDER);
        }
    }

    /** The same from floats. */
    private static void prepareRow(
            float[] floats, int from, Preprocessing preprocessing, MemorySegment row, long offset, int end) {
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        if (mean.getClass() != NATIVE || scale.getClass() != NATIVE || row.getClass() != NATIVE) {
            return;
        }
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        for (int d = 0; d < end; d += L) {
            long bytes = d * 4L;
            FloatVector x = FloatVector.fromArray(F, floats, from + d);
            FloatVector centred = x.sub(FloatVector.fromMemorySegment(F, mean, meanOffset + bytes, ORDER));
            centred = centred.mul(FloatVector.fromMemorySegment(F, scale, scaleOffset + bytes, ORDER));
            centred.intoMemorySegment(row, offset + bytes, ORDER);
        }
    }

    /**
     * Scores of prepared images: of the first in the pass over the weights that adds their squares up.
     *
     * @return the sum of the squares of the weights
     */
    static double scores(FloatMatrix images, LinearModel model, FloatMatrix scores) {
        double squares = scoresOfFirst(images, model, scores);
        if (images.rows() > 1) {
            scoresOfOthers(images, model, scores);
        }
        return squares;
    }

    private static void scoresOfOthers(FloatMatrix images, LinearModel model, FloatMatrix scores) {
        float[] sums = LinearScratch.ofThread().prepared().sums;
        FloatMatrix weights = allocated(model.weights());
        for (int k = 0; k < model.classes(); k += DOTS) {
            sums(images, weights, k, sums);
            addUp(sums, images.rows(), model.bias(), k, scores);
        }
    }

    /** The weights, or a copy of them, in memory that the tiles take. */
    private static FloatMatrix allocated(FloatMatrix weights) {
        if (Lanes.allocated(weights)) {
            return weights;
        }
        FloatMatrix copy = LinearScratch.ofThread()
                .prepared()
                .weights
                .matrix(weights.rows(), weights.columns())
                .rows(0, weights.rows())
                .columns(0, weights.columns());
        copy.copyFrom(weights);
        return copy;
    }

    /** The virtual lanes of the scores of a group of classes, a part of the features after the other. */
    private static void sums(FloatMatrix images, FloatMatrix weights, int k, float[] sums) {
        int n = weights.columns();
        int end = n - n % VIRTUAL;
        Copies.clear(sums, 0, (images.rows() + 3) * DOTS * VIRTUAL);
        for (int d = 0; d < end; d += Blocking.PREPARED_SCORES) {
            int features = Math.min(Blocking.PREPARED_SCORES, end - d);
            for (int i = 1; i < images.rows(); i += 4) {
                for (int lane = 0; lane < VIRTUAL; lane += L) {
                    tile(images, i, weights, k, d * 4L, lane, features, sums);
                }
            }
        }
        for (int i = 1; i < images.rows(); i++) {
            for (int c = 0; c < Math.min(DOTS, weights.rows() - k); c++) {
                addTail(images, i, weights, k + c, end, sums, (i * DOTS + c) * VIRTUAL);
            }
        }
    }

    /** Four images; the last image and class stand in for those that do not exist. */
    private static void tile(
            FloatMatrix images, int i, FloatMatrix weights, int k, long at, int lane, int features, float[] sums) {
        int lastImage = images.rows() - 1;
        int last = weights.rows() - 1;
        MemorySegment x = images.segment();
        MemorySegment w = weights.segment();
        long x0 = images.offset(i) + at;
        long x1 = images.offset(Math.min(i + 1, lastImage)) + at;
        long x2 = images.offset(Math.min(i + 2, lastImage)) + at;
        long x3 = images.offset(Math.min(i + 3, lastImage)) + at;
        long w0 = weights.offset(k) + at;
        long w1 = weights.offset(Math.min(k + 1, last)) + at;
        int to = i * DOTS * VIRTUAL + lane;
        if (!Blocking.MANY_REGISTERS) {
            DotTiles.tile4x2(x, x0, x1, x2, x3, w, w0, w1, lane * 4, features * 4, sums, to, DOTS);
            return;
        }
        long w2 = weights.offset(Math.min(k + 2, last)) + at;
        long w3 = weights.offset(Math.min(k + 3, last)) + at;
        long w4 = weights.offset(Math.min(k + 4, last)) + at;
        DotTiles.tile4x5(x, x0, x1, x2, x3, w, w0, w1, w2, w3, w4, lane * 4, features * 4, sums, to);
    }

    private static void addUp(float[] sums, int images, FloatMatrix bias, int k, FloatMatrix scores) {
        for (int c = 0; c < Math.min(DOTS, scores.columns() - k); c++) {
            float b = bias.get(k + c, 0);
            for (int i = 1; i < images; i++) {
                scores.set(i, k + c, Lanes.tree(sums, (i * DOTS + c) * VIRTUAL) + b);
            }
        }
    }

    private static double scoresOfFirst(FloatMatrix images, LinearModel model, FloatMatrix scores) {
        FloatMatrix weights = model.weights();
        float[] partial = LinearScratch.ofThread().lanes;
        int n = weights.columns();
        int end = n - n % (2 * VIRTUAL);
        int last = weights.rows() - 1;
        double squares = 0;
        for (int k = 0; k < weights.rows(); k += GROUP) {
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                PreparedTiles.tile1x5WithSquares(
                        images.segment(),
                        images.offset(),
                        weights.segment(),
                        weights.offset(k),
                        weights.offset(Math.min(k + 1, last)),
                        weights.offset(Math.min(k + 2, last)),
                        weights.offset(Math.min(k + 3, last)),
                        weights.offset(Math.min(k + 4, last)),
                        lane,
                        end,
                        partial);
            }
            for (int c = 0; c < Math.min(GROUP, weights.rows() - k); c++) {
                addTail(images, 0, weights, k + c, end, partial, c * VIRTUAL);
                addTail(weights, k + c, weights, k + c, end, partial, (GROUP + c) * VIRTUAL);
                scores.set(
                        0,
                        k + c,
                        Lanes.tree(partial, c * VIRTUAL) + model.bias().get(k + c, 0));
                squares += Lanes.tree(partial, (GROUP + c) * VIRTUAL);
            }
        }
        return squares;
    }

    private static void addTail(FloatMatrix a, int aRow, FloatMatrix b, int bRow, int end, float[] partial, int from) {
        for (int d = end; d < a.columns(); d++) {
            int lane = from + d % VIRTUAL;
            partial[lane] = Machine.fma(a.get(aRow, d), b.get(bRow, d), partial[lane]);
        }
    }

    /** The gradient of the regularized loss. */
    static void gradient(
            FloatMatrix images, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        descend(images, scoreGradient, weights, 2 * lambda, false, 0, gradient.weights());
        for (int k = 0; k < weights.rows(); k++) {
            gradient.bias().set(k, 0, sum(scoreGradient, k));
        }
    }

    /** Steps against the gradient in the pass that computes it. */
    static void update(
            FloatMatrix images, FloatMatrix scoreGradient, LinearModel model, float lambda, float learningRate) {
        descend(images, scoreGradient, model.weights(), 2 * lambda, true, learningRate, model.weights());
        for (int k = 0; k < model.classes(); k++) {
            float bias = model.bias().get(k, 0);
            model.bias().set(k, 0, Machine.fma(-learningRate, sum(scoreGradient, k), bias));
        }
    }

    private static float sum(FloatMatrix scoreGradient, int k) {
        float sum = 0;
        for (int i = 0; i < scoreGradient.rows(); i++) {
            sum += scoreGradient.get(i, k);
        }
        return sum;
    }

    /** The gradient into {@code target}, or with {@code step} the weights after the step. */
    private static void descend(
            FloatMatrix images,
            FloatMatrix scoreGradient,
            FloatMatrix weights,
            float decay,
            boolean step,
            float rate,
            FloatMatrix target) {
        int classes = weights.rows();
        int features = weights.columns();
        if (images.rows() == 1 && step) {
            for (int k = 0; k < classes; k++) {
                stepOfOneImage(images, scoreGradient.get(0, k), weights, k, decay, rate);
            }
            return;
        }
        MemorySegment sums = LinearScratch.ofThread().prepared().gradient;
        for (int k = 0; k < classes; k += GROUP) {
            float[] g = pack(scoreGradient, k);
            for (int d = 0; d < features; d += Blocking.PREPARED) {
                int end = Math.min(features, d + Blocking.PREPARED);
                sums(images, d, end, g, sums);
                for (int c = 0; c < Math.min(GROUP, classes - k); c++) {
                    long from = c * SUMS;
                    if (step) {
                        step(sums, from, weights, k + c, d, end, decay, rate);
                    } else {
                        regularize(sums, from, weights, k + c, d, end, decay, target);
                    }
                }
            }
        }
    }

    /** The score gradient of a group of classes, image after image; classes that do not exist are zero. */
    private static float[] pack(FloatMatrix scoreGradient, int k) {
        float[] g = LinearScratch.ofThread().prepared().factors;
        for (int i = 0; i < scoreGradient.rows(); i++) {
            for (int c = 0; c < GROUP; c++) {
                g[i * Blocking.FACTORS + c] = k + c < scoreGradient.columns() ? scoreGradient.get(i, k + c) : 0;
            }
        }
        return g;
    }

    /** Sums over the images; the last tile may read and sum what lies behind the images, where there is room. */
    private static void sums(FloatMatrix images, int d, int end, float[] g, MemorySegment sums) {
        MemorySegment x = images.segment();
        long offset = images.offset() + 4L * d;
        long stride = images.rowStride();
        int count = images.rows();
        int n = end - d;
        int at = 0;
        for (; Blocking.MANY_REGISTERS && at <= n - 4 * L; at += 4 * L) {
            FirstOuterTiles.first5x4(count, g, 0, x, offset + at * 4L, stride, sums, at * 4L, SUMS);
        }
        for (; at < n; at += 2 * L) {
            PreparedTiles.gradient5x2(x, offset + at * 4L, stride, count, g, sums, at * 4L, SUMS);
        }
    }

    private static void step(
            MemorySegment sums, long from, FloatMatrix weights, int k, int d, int end, float decay, float rate) {
        MemorySegment w = weights.segment();
        long offset = weights.offset(k) + 4L * d;
        int n = end - d;
        int j = 0;
        if (w.getClass() == NATIVE && sums.getClass() == NATIVE) {
            FloatVector decays = FloatVector.broadcast(F, decay);
            FloatVector minusRate = FloatVector.broadcast(F, -rate);
            for (; j <= n - L; j += L) {
                FloatVector weight = FloatVector.fromMemorySegment(F, w, offset + j * 4L, ORDER);
                FloatVector dW = FloatVector.fromMemorySegment(F, sums, from + j * 4L, ORDER);
                dW = FMA ? decays.fma(weight, dW) : decays.mul(weight).add(dW);
                weight = FMA ? minusRate.fma(dW, weight) : minusRate.mul(dW).add(weight);
                weight.intoMemorySegment(w, offset + j * 4L, ORDER);
            }
        }
        for (; j < n; j++) {
            float weight = weights.get(k, d + j);
            float dW = Machine.fma(decay, weight, sums.get(FLOAT, from + j * 4L));
            weights.set(k, d + j, Machine.fma(-rate, dW, weight));
        }
    }

    private static void regularize(
            MemorySegment sums,
            long from,
            FloatMatrix weights,
            int k,
            int d,
            int end,
            float decay,
            FloatMatrix gradient) {
        MemorySegment w = weights.segment();
        MemorySegment target = gradient.segment();
        long offset = weights.offset(k) + 4L * d;
        long targetOffset = gradient.offset(k) + 4L * d;
        int n = end - d;
        int j = 0;
        if (w.getClass() == NATIVE && sums.getClass() == NATIVE && target.getClass() == NATIVE) {
            FloatVector decays = FloatVector.broadcast(F, decay);
            for (; j <= n - L; j += L) {
                FloatVector weight = FloatVector.fromMemorySegment(F, w, offset + j * 4L, ORDER);
                FloatVector dW = FloatVector.fromMemorySegment(F, sums, from + j * 4L, ORDER);
                dW = FMA ? decays.fma(weight, dW) : decays.mul(weight).add(dW);
                dW.intoMemorySegment(target, targetOffset + j * 4L, ORDER);
            }
        }
        for (; j < n; j++) {
            gradient.set(k, d + j, Machine.fma(decay, weights.get(k, d + j), sums.get(FLOAT, from + j * 4L)));
        }
    }

    /** One image: each product is used as it is computed. */
    private static void stepOfOneImage(
            FloatMatrix images, float g, FloatMatrix weights, int k, float decay, float rate) {
        MemorySegment x = images.segment();
        MemorySegment w = weights.segment();
        long xOffset = images.offset();
        long wOffset = weights.offset(k);
        int n = weights.columns();
        int d = 0;
        if (x.getClass() == NATIVE && w.getClass() == NATIVE) {
            FloatVector zero = FloatVector.zero(F);
            FloatVector gs = FloatVector.broadcast(F, g);
            FloatVector decays = FloatVector.broadcast(F, decay);
            FloatVector minusRate = FloatVector.broadcast(F, -rate);
            for (; d <= n - L; d += L) {
                long bytes = d * 4L;
                FloatVector weight = FloatVector.fromMemorySegment(F, w, wOffset + bytes, ORDER);
                FloatVector dW = FloatVector.fromMemorySegment(F, x, xOffset + bytes, ORDER);
                dW = FMA ? gs.fma(dW, zero) : gs.mul(dW).add(zero);
                dW = FMA ? decays.fma(weight, dW) : decays.mul(weight).add(dW);
                weight = FMA ? minusRate.fma(dW, weight) : minusRate.mul(dW).add(weight);
                weight.intoMemorySegment(w, wOffset + bytes, ORDER);
            }
        }
        for (; d < n; d++) {
            float dW = Machine.fma(g, images.get(0, d), 0f);
            float weight = weights.get(k, d);
            dW = Machine.fma(decay, weight, dW);
            weights.set(k, d, Machine.fma(-rate, dW, weight));
        }
    }
}
