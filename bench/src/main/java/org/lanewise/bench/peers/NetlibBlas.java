package org.lanewise.bench.peers;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.util.Properties;
import org.lanewise.core.kernels.Transpose;

/** The Vector API BLAS of dev.ludovic.netlib, known from Spark: heap arrays, one thread. */
public final class NetlibBlas implements Peer<NetlibBlas.Matrix> {

    private static final String VECTOR_BLAS = "dev.ludovic.netlib.blas.VectorBLAS";
    private static final String ARTIFACT = "/META-INF/maven/dev.ludovic.netlib/blas/pom.properties";

    private static final String UNKNOWN = "of unknown version";

    private final BLAS blas;

    private NetlibBlas(BLAS blas) {
        this.blas = blas;
    }

    /**
     * A matrix on the heap.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param elements row after row
     */
    public record Matrix(int rows, int columns, float[] elements) {}

    /**
     * Takes exactly the Vector API implementation. The library's own factory would look for a native BLAS first, with
     * warnings, and fall back to plain Java without a word; so the class, which is not public, is asked directly.
     *
     * @return the peer
     * @throws IllegalStateException if it cannot be had
     */
    public static NetlibBlas load() {
        try {
            Method getInstance = Class.forName(VECTOR_BLAS).getMethod("getInstance");
            getInstance.setAccessible(true);
            return new NetlibBlas((BLAS) getInstance.invoke(null));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("there is no " + VECTOR_BLAS + " on the class path", missing);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(VECTOR_BLAS + " is not what it was: " + changed, changed);
        }
    }

    @Override
    public String description() {
        return "dev.ludovic.netlib " + version() + ", " + blas.getClass().getSimpleName();
    }

    private static String version() {
        try (InputStream artifact = BLAS.class.getResourceAsStream(ARTIFACT)) {
            Properties properties = new Properties();
            if (artifact != null) {
                properties.load(artifact);
            }
            return properties.getProperty("version", UNKNOWN);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    @Override
    public Matrix allocate(int rows, int columns) {
        return new Matrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    @Override
    public MemorySegment elements(Matrix matrix) {
        return MemorySegment.ofArray(matrix.elements());
    }

    /** BLAS of Fortran reads columns: a matrix by rows is its transpose, and {@code C^T = op(B)^T op(A)^T}. */
    @Override
    public void multiply(
            float alpha, Transpose transposeA, Matrix a, Transpose transposeB, Matrix b, float beta, Matrix c) {
        blas.sgemm(
                letter(transposeB),
                letter(transposeA),
                c.columns(),
                c.rows(),
                transposeA == Transpose.NO ? a.columns() : a.rows(),
                alpha,
                b.elements(),
                b.columns(),
                a.elements(),
                a.columns(),
                beta,
                c.elements(),
                c.columns());
    }

    private static String letter(Transpose transpose) {
        return transpose == Transpose.NO ? "N" : "T";
    }

    @Override
    public double sumOfSquares(Matrix matrix) {
        float[] elements = matrix.elements();
        return blas.sdot(elements.length, elements, 1, elements, 1);
    }
}
