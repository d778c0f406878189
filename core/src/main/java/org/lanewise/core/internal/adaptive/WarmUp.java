package org.lanewise.core.internal.adaptive;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.core.internal.Chunks;
import org.lanewise.core.kernels.Kernels;

/** Calls every kernel with small problems until C2 has compiled them. */
public final class WarmUp {

    /** Nanoseconds without a faster call, and without anything that was compiled, after which a problem is done. */
    private static final long QUIET = 100_000_000;

    /** Nanoseconds after which it is given up: other threads may keep the compilers busy. */
    private static final long PATIENCE = 4_000_000_000L;

    /** Examples of two chunks, whose sums are added. */
    private static final int MINIBATCH = 2 * Chunks.EXAMPLES;

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private WarmUp() {}

    /**
     * Blocks until kernels are compiled, some seconds in a fresh VM.
     *
     * @param kernels the kernels, without a gate before them
     */
    public static void run(Kernels kernels) {
        for (Shape shape : shapes()) {
            run(kernels, SmallProblems.of(shape));
        }
    }

    private static void run(Kernels kernels, SmallProblem problem) {
        long start = System.nanoTime();
        long quietSince = start;
        long now = start;
        long fastest = Long.MAX_VALUE;
        long compiled = compilationTime();
        while (now - quietSince < QUIET && now - start < PATIENCE) {
            long before = now;
            problem.call().run(kernels);
            now = System.nanoTime();
            long compiledNow = compilationTime();
            if (now - before < 0.9 * fastest || compiledNow != compiled) {
                quietSince = now;
            }
            fastest = Math.min(fastest, now - before);
            compiled = compiledNow;
        }
    }

    /** Milliseconds; always 0 where there is no compiler. */
    private static long compilationTime() {
        return COMPILERS != null && COMPILERS.isCompilationTimeMonitoringSupported()
                ? COMPILERS.getTotalCompilationTime()
                : 0;
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (int element : new int[] {0, SmallProblems.FLOATS}) {
            for (int examples : new int[] {MINIBATCH, 16, 1}) {
                shapes.add(new Shape(Kind.STEP, element, examples, 10, 256));
            }
            shapes.add(new Shape(Kind.GRADIENT, element, MINIBATCH, 10, 256));
            shapes.add(new Shape(Kind.SCORES, element, MINIBATCH, 10, 256));
            shapes.add(new Shape(Kind.SCORER, element, 1, 10, 256));
            shapes.add(new Shape(Kind.PREPARE, element, 16, 0, 256));
        }
        for (int transposed = 0; transposed < 4; transposed++) {
            shapes.add(new Shape(Kind.MATMUL, transposed, 129, 129, 64));
            shapes.add(new Shape(Kind.MATMUL, transposed, 64, 64, 64));
            shapes.add(new Shape(Kind.MATMUL, transposed, 48, 10, 272));
            shapes.add(new Shape(Kind.MATMUL, transposed, 10, 129, 48));
        }
        shapes.add(new Shape(Kind.SOFTMAX, 0, 64, 10, 0));
        shapes.add(new Shape(Kind.LOG_SOFTMAX, 0, 64, 10, 0));
        for (int loss : new int[] {0, SmallProblems.HINGE, SmallProblems.SQUARED_HINGE}) {
            shapes.add(new Shape(Kind.LOSS, loss, 64, 10, 0));
        }
        shapes.add(new Shape(Kind.AXPY, 0, 64, 64, 0));
        shapes.add(new Shape(Kind.RECTIFY, 0, 64, 64, 0));
        shapes.add(new Shape(Kind.RECTIFY_GRADIENT, 0, 64, 64, 0));
        shapes.add(new Shape(Kind.DOT, 0, 0, 0, 512));
        return shapes;
    }
}
