package org.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

/** Every peer on one thread and, where it can, on two. */
class PeersTest {

    private static final double ROUNDING = 0x1p-24;
    private static final int[][] SHAPES = {{1, 1, 1}, {5, 7, 3}, {1, 10, 300}, {10, 33, 1}, {19, 16, 65}, {130, 70, 90}
    };

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(3);

    static Stream<Peer<?>> peers() {
        return Stream.of(OpenBlas.load(1), NetlibBlas.load(), Ejml.load(1), OpenBlas.load(2), Ejml.load(2));
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @MethodSource("peers")
    <M> void productsInAllFormsOfMatricesWithAnyLeadingDimension(Peer<M> peer) {
        for (int[] shape : SHAPES) {
            for (int padding : new int[] {0, 5}) {
                for (Transpose a : Transpose.values()) {
                    for (Transpose b : Transpose.values()) {
                        product(peer, a, b, shape[0], shape[1], shape[2], padding);
                    }
                }
            }
        }
    }

    private <M> void product(Peer<M> peer, Transpose transposeA, Transpose transposeB, int m, int n, int k, int pad) {
        FloatMatrix a = transposeA == Transpose.NO ? random(m, k, pad) : random(k, m, pad);
        FloatMatrix b = transposeB == Transpose.NO ? random(k, n, pad) : random(n, k, pad);
        PeerProduct<M> product = new PeerProduct<>(peer, transposeA, a, transposeB, b);
        product.run();
        product.run(); // the first result is overwritten, not added to
        FloatMatrix expected = FloatMatrix.allocate(arena, m, n);
        Kernels.scalar().matmul(transposeA, transposeB, 1f, a, b, 0f, expected);
        assertClose(expected, product.result(), k);
    }

    @ParameterizedTest
    @MethodSource("peers")
    <M> void alphaAndBeta(Peer<M> peer) {
        for (float beta : new float[] {0f, 1f, -0.5f}) {
            for (Transpose transposeA : Transpose.values()) {
                for (Transpose transposeB : Transpose.values()) {
                    FloatMatrix a = transposeA == Transpose.NO ? random(6, 40, 0) : random(40, 6, 0);
                    FloatMatrix b = transposeB == Transpose.NO ? random(40, 9, 0) : random(9, 40, 0);
                    FloatMatrix expected = random(6, 9, 0);
                    M c = PeerMatrices.copyOf(peer, expected);
                    M ofA = PeerMatrices.copyOf(peer, a);
                    M ofB = PeerMatrices.copyOf(peer, b);
                    peer.multiply(0.25f, transposeA, ofA, transposeB, ofB, beta, c);
                    Kernels.scalar().matmul(transposeA, transposeB, 0.25f, a, b, beta, expected);
                    assertClose(expected, PeerMatrices.toFloatMatrix(peer, c, 6, 9), 40);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    <M> void aNewMatrixIsZeroAndItsElementsLieRowByRow(Peer<M> peer) {
        M matrix = peer.allocate(2, 3);
        MemorySegment elements = peer.elements(matrix);
        assertEquals(0, peer.sumOfSquares(matrix));
        elements.setAtIndex(ValueLayout.JAVA_FLOAT, 3, 2f);
        assertEquals(2f, PeerMatrices.toFloatMatrix(peer, matrix, 2, 3).get(1, 0));
        elements.setAtIndex(ValueLayout.JAVA_FLOAT, 5, 3f);
        assertEquals(13, peer.sumOfSquares(matrix));
    }

    @Test
    void eachSaysItsVersionAndHowItRuns() {
        String openBlas = OpenBlas.load(2).description();
        assertTrue(openBlas.matches("OpenBLAS 0\\.3\\.\\d+ .*, core type \\w+(, which .+)?, threads: 2"), openBlas);
        String netlib = NetlibBlas.load().description();
        assertTrue(netlib.matches("dev\\.ludovic\\.netlib \\d+\\.\\d+\\.\\d+, VectorBLAS"), netlib);
        String ejml = Ejml.load(1).description();
        assertTrue(ejml.matches("EJML 0\\.\\d+\\.\\d+, threads: 1"), ejml);
    }

    private FloatMatrix random(int rows, int columns, int padding) {
        FloatMatrix matrix = FloatMatrix.allocate(arena, rows, columns, columns + padding);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, 2 * random.nextFloat() - 1);
            }
        }
        return matrix;
    }

    /** Elements are sums of so many products of numbers below 1. */
    private static void assertClose(FloatMatrix expected, FloatMatrix actual, int products) {
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                assertEquals(expected.get(i, j), actual.get(i, j), (8 + products) * ROUNDING * products);
            }
        }
    }
}
