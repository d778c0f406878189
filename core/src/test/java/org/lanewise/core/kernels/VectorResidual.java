package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/** axpy and the dot product in double. */
enum VectorResidual implements ResidualOperation {

    /** Rounds once, or twice without FMA; S = |alpha x| + |y|. */
    AXPY {
        @Override
        public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
            int rows = Sizes.draw(random, 0, 50);
            int columns = Sizes.draw(random, 0, 500);
            float alpha = random.nextInt(5) == 0 ? 0 : (float) random.nextGaussian();
            float[] x = Inputs.normal(random, rows * columns, 3);
            float[] y = Inputs.normal(random, rows * columns, 1);
            String what = "axpy of " + rows + " x " + columns + ", alpha " + alpha;
            FloatMatrix expected = FloatMatrix.copyOf(arena, rows, columns, y);
            Kernels.scalar().axpy(alpha, FloatMatrix.copyOf(arena, rows, columns, x), expected);
            GuardedMatrix source = GuardedMatrix.of(arena, Placement.random(random), rows, columns, x);
            GuardedMatrix target = GuardedMatrix.of(arena, Placement.random(random), rows, columns, y);
            kernels.axpy(alpha, source.matrix(), target.matrix());
            target.assertHolds(expected.toArray(), () -> what);
            source.assertHolds(x, () -> "input of " + what);
            if (rows > 0 && columns > 0) {
                assertThrows(
                        IllegalArgumentException.class, () -> kernels.axpy(alpha, target.matrix(), target.matrix()));
                target.assertHolds(expected.toArray(), () -> "refused " + what);
            }
            double largest = 0;
            for (int i = 0; i < x.length; i++) {
                double term = (double) alpha * x[i];
                double error = target.matrix().get(i / columns, i % columns) - (term + y[i]);
                largest = Math.max(largest, Ulps.of(error, Math.abs(term) + Math.abs(y[i])));
            }
            return new Residual(largest, 2, what);
        }
    },

    /** In units of 2^-53 sum |a b|: n / 32 multiply-adds a lane and five additions, against terms that are exact. */
    DOT {
        @Override
        public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
            int length = Sizes.draw(random, 0, 5000);
            int aFrom = random.nextInt(20);
            int bFrom = random.nextInt(20);
            double[] a = doubles(random, aFrom + length + random.nextInt(3));
            double[] b = doubles(random, bFrom + length + random.nextInt(3));
            String what = "dot product of " + length + " doubles from " + aFrom + " and " + bFrom;
            double actual = kernels.dot(a, aFrom, b, bFrom, length);
            assertEquals(Kernels.scalar().dot(a, aFrom, b, bFrom, length), actual, what);
            BigDecimal exact = BigDecimal.ZERO;
            double magnitude = 0;
            for (int i = 0; i < length; i++) {
                exact = exact.add(new BigDecimal(a[aFrom + i]).multiply(new BigDecimal(b[bFrom + i])));
                magnitude += Math.abs(a[aFrom + i] * b[bFrom + i]);
            }
            double error = Math.abs(new BigDecimal(actual).subtract(exact).doubleValue());
            return new Residual(error == 0 ? 0 : error / (0x1p-53 * magnitude), length / 32 + 7, what);
        }
    };

    private static double[] doubles(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
