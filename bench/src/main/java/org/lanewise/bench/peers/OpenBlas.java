package org.lanewise.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.lanewise.core.kernels.Transpose;

/** OpenBLAS, native code called through the Foreign Function API, on matrices off the heap. */
public final class OpenBlas implements Peer<OpenBlas.Matrix> {

    private static final int ROW_MAJOR = 101;
    private static final int AS_STORED = 111;
    private static final int TRANSPOSED = 112;

    private OpenBlas() {}

    /**
     * A matrix off the heap, 64-byte aligned.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param elements row after row
     */
    public record Matrix(int rows, int columns, MemorySegment elements) {}

    /** The functions, bound once: a handle is as fast as a call only where it is a constant. */
    private static final class Functions {

        private static final SymbolLookup LIBRARY = OpenBlasArtifact.load();
        private static final MethodHandle SGEMM = function(
                "cblas_sgemm",
                FunctionDescriptor.ofVoid(
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_FLOAT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_FLOAT,
                        ADDRESS,
                        JAVA_INT));
        private static final MethodHandle SDOT = function(
                "cblas_sdot", FunctionDescriptor.of(JAVA_FLOAT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        private static final MethodHandle SET_NUM_THREADS =
                function("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
        private static final MethodHandle GET_NUM_THREADS =
                function("openblas_get_num_threads", FunctionDescriptor.of(JAVA_INT));
        private static final MethodHandle GET_CONFIG = text("openblas_get_config");
        private static final MethodHandle GET_CORENAME = text("openblas_get_corename");

        @SuppressWarnings("restricted") // what --enable-native-access is for
        private static MethodHandle function(String name, FunctionDescriptor descriptor) {
            return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), descriptor);
        }

        /** A function that returns a text. */
        @SuppressWarnings("restricted")
        private static MethodHandle text(String name) {
            MemoryLayout characters = MemoryLayout.sequenceLayout(1024, JAVA_BYTE);
            return function(name, FunctionDescriptor.of(ADDRESS.withTargetLayout(characters)));
        }
    }

    /**
     * Loads the library.
     *
     * @param threads threads that share a product
     * @return the peer
     * @throws IllegalStateException if it cannot be loaded
     */
    public static OpenBlas load(int threads) {
        try {
            Functions.SET_NUM_THREADS.invokeExact(threads);
            return new OpenBlas();
        } catch (ExceptionInInitializerError cannotLoad) {
            throw new IllegalStateException(cannotLoad.getCause().getMessage(), cannotLoad);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public String description() {
        try {
            MemorySegment config = (MemorySegment) Functions.GET_CONFIG.invokeExact();
            MemorySegment core = (MemorySegment) Functions.GET_CORENAME.invokeExact();
            int threads = (int) Functions.GET_NUM_THREADS.invokeExact();
            String name = core.getString(0);
            String fit = OpenBlasCore.fit(name, Path.of("/proc/cpuinfo"));
            return config.getString(0).strip() + ", core type " + name + fit + ", threads: " + threads;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public Matrix allocate(int rows, int columns) {
        MemorySegment elements = Arena.ofAuto().allocate(Math.max(1, (long) rows * columns) * Float.BYTES, 64);
        return new Matrix(rows, columns, elements);
    }

    @Override
    public MemorySegment elements(Matrix matrix) {
        return matrix.elements();
    }

    @Override
    public void multiply(
            float alpha, Transpose transposeA, Matrix a, Transpose transposeB, Matrix b, float beta, Matrix c) {
        int products = transposeA == Transpose.NO ? a.columns() : a.rows();
        try {
            Functions.SGEMM.invokeExact(
                    ROW_MAJOR,
                    code(transposeA),
                    code(transposeB),
                    c.rows(),
                    c.columns(),
                    products,
                    alpha,
                    a.elements(),
                    a.columns(),
                    b.elements(),
                    b.columns(),
                    beta,
                    c.elements(),
                    c.columns());
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int code(Transpose transpose) {
        return transpose == Transpose.NO ? AS_STORED : TRANSPOSED;
    }

    @Override
    public double sumOfSquares(Matrix matrix) {
        try {
            return (float) Functions.SDOT.invokeExact(
                    matrix.rows() * matrix.columns(), matrix.elements(), 1, matrix.elements(), 1);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
