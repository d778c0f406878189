package org.lanewise.bench.benchmarks;

import java.lang.foreign.Arena;
import java.util.random.RandomGenerator;
import org.lanewise.core.data.FloatMatrix;

/** Random matrices as operands. */
final class Operands {

    private Operands() {}

    static FloatMatrix uniform(Arena arena, int rows, int columns, RandomGenerator random) {
        FloatMatrix matrix = FloatMatrix.allocatePadded(arena, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, 2 * random.nextFloat() - 1);
            }
        }
        return matrix;
    }

    static FloatMatrix magnitudes(Arena arena, FloatMatrix matrix) {
        FloatMatrix magnitudes = FloatMatrix.allocatePadded(arena, matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                magnitudes.set(i, j, Math.abs(matrix.get(i, j)));
            }
        }
        return magnitudes;
    }
}
