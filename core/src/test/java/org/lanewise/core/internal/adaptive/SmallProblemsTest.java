package org.lanewise.core.internal.adaptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;

/** Small problems are small, can be computed, and are like what they stand for. */
@Tag("any-kernels")
class SmallProblemsTest {

    @Test
    void aShapeIsANumber() {
        Shape shape = new Shape(Kind.DOT, 0xFF, 65535, 0, 1234);
        assertEquals(shape, Shape.of(Shape.key(Kind.DOT, 0xFF, 65535, 0, 1234)));
        assertEquals(new Shape(Kind.MATMUL, 0, 0, 65535, 0), Shape.of(Shape.key(Kind.MATMUL, 0, 0, 65535, 0)));
    }

    @Test
    void whatIsLargeKeepsItsRemainder() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            int number = random.nextInt(Integer.MAX_VALUE);
            int small = Shape.small(number, 320, 256, 64);
            assertTrue(small <= 320, () -> number + " becomes " + small);
            assertEquals(number % 64, small % 64);
        }
        assertEquals(7, Shape.small(7, 320, 256, 64));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindCanBeComputed(Kind kind) {
        for (int flags : new int[] {0, 1, 2, 3}) {
            if (kind == Kind.DISTANCES && flags >= Metric.values().length) {
                continue;
            }
            SmallProblem problem = SmallProblems.of(new Shape(kind, flags, 17, 3, 40));
            problem.call().run(Kernels.scalar());
            problem.call().run(Kernels.scalar());
            assertTrue(problem.work() > 0);
        }
    }
}
