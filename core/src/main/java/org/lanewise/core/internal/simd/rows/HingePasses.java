package org.lanewise.core.internal.simd.rows;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.rows.RowScratch.STEP;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Passes of the hinge loss over a block of rows in scratch, in the manner of {@link RowPasses}. */
final class HingePasses {

    private HingePasses() {}

    /** From scores to violations of the margin, in place; zero for the correct class and where rows are filled up. */
    static void margins(
            float[] rows, int stride, int columns, int count, int[] labels, int first, float margin, float[] correct) {
        for (int r = 0; r < count; r++) {
            correct[r * STEP] = rows[r * stride + labels[first + r]];
        }
        if (stride == VIRTUAL) {
            marginsOfShort(rows, count, margin, correct);
        } else {
            marginsOfLong(rows, stride, count, margin, correct);
        }
        for (int r = 0; r < count; r++) {
            rows[r * stride + labels[first + r]] = 0;
            Arrays.fill(rows, r * stride + columns, (r + 1) * stride, 0);
        }
    }

    /** A comparison and a blend keep NaN as it is. */
    private static void marginsOfShort(float[] rows, int count, float margin, float[] correct) {
        for (int chunk = 0; chunk < VIRTUAL; chunk += L) {
            for (int r = 0; r < count; r++) {
                FloatVector violation = FloatVector.fromArray(F, rows, r * VIRTUAL + chunk)
                        .sub(correct[r * STEP])
                        .add(margin);
                violation.blend(0f, violation.compare(VectorOperators.LE, 0f)).intoArray(rows, r * VIRTUAL + chunk);
            }
        }
    }

    private static void marginsOfLong(float[] rows, int stride, int count, float margin, float[] correct) {
        for (int r = 0; r < count; r++) {
            FloatVector score = FloatVector.broadcast(F, correct[r * STEP]);
            for (int j = r * stride; j < (r + 1) * stride; j += L) {
                FloatVector violation =
                        FloatVector.fromArray(F, rows, j).sub(score).add(margin);
                violation.blend(0f, violation.compare(VectorOperators.LE, 0f)).intoArray(rows, j);
            }
        }
    }

    /** From violations to ones, in place. */
    static void indicators(float[] rows, int stride, int count) {
        for (int j = 0; j < count * stride; j += L) {
            FloatVector violation = FloatVector.fromArray(F, rows, j);
            FloatVector.broadcast(F, 1f)
                    .blend(0f, violation.compare(VectorOperators.EQ, 0f))
                    .intoArray(rows, j);
        }
    }

    /** Sums of rows in 16 virtual lanes. */
    static void sums(float[] rows, int stride, int count, float[] lanes, float[] sums) {
        if (stride == VIRTUAL) {
            RowPasses.sums(rows, count, sums);
            return;
        }
        for (int r = 0; r < count; r++) {
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                FloatVector sum = FloatVector.zero(F);
                for (int j = r * stride + lane; j < (r + 1) * stride; j += VIRTUAL) {
                    sum = FloatVector.fromArray(F, rows, j).add(sum);
                }
                sum.intoArray(lanes, r * VIRTUAL + lane);
            }
        }
        RowPasses.sums(lanes, count, sums);
    }

    /** Sums of the squares of rows in 16 virtual lanes. */
    static void sumsOfSquares(float[] rows, int stride, int count, float[] lanes, float[] sums) {
        for (int r = 0; r < count; r++) {
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                FloatVector sum = FloatVector.zero(F);
                for (int j = r * stride + lane; j < (r + 1) * stride; j += VIRTUAL) {
                    FloatVector x = FloatVector.fromArray(F, rows, j);
                    sum = FMA ? x.fma(x, sum) : x.mul(x).add(sum);
                }
                sum.intoArray(lanes, r * VIRTUAL + lane);
            }
        }
        RowPasses.sums(lanes, count, sums);
    }
}
