package org.lanewise.learn.ridge;

import java.io.IOException;
import org.lanewise.core.data.FloatMatrix;

/**
 * The lower triangle of a symmetric matrix, in panels of 256 columns from the diagonal down: half of the memory, and of the
 * work.
 */
final class LowerTriangle {

    /** Columns of a panel. */
    static final int WIDTH = 256;

    private final int size;
    private final FloatMatrix[] panels;

    /** Gives matrices of zeros. */
    @FunctionalInterface
    interface Memory {
        FloatMatrix matrix(int rows, int columns) throws IOException;
    }

    /** A matrix of zeros. */
    LowerTriangle(int size, Memory memory) throws IOException {
        this.size = size;
        panels = new FloatMatrix[Math.ceilDiv(size, WIDTH)];
        for (int p = 0; p < panels.length; p++) {
            panels[p] = memory.matrix(size - p * WIDTH, Math.min(WIDTH, size - p * WIDTH));
        }
    }

    int size() {
        return size;
    }

    int panels() {
        return panels.length;
    }

    /** The first row and column of a panel. */
    int begin(int panel) {
        return panel * WIDTH;
    }

    /** Columns of a panel from its first row on, which is that of its first column. */
    FloatMatrix panel(int panel) {
        return panels[panel];
    }

    /** The block on the diagonal, of which the upper half means nothing. */
    FloatMatrix diagonal(int panel) {
        return panels[panel].rows(0, panels[panel].columns());
    }

    /** What is below the block on the diagonal. */
    FloatMatrix below(int panel) {
        return panels[panel].rows(panels[panel].columns(), panels[panel].rows());
    }

    void copyFrom(LowerTriangle other) {
        for (int p = 0; p < panels.length; p++) {
            panels[p].copyFrom(other.panels[p]);
        }
    }
}
