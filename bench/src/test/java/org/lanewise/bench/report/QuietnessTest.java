package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuietnessTest {

    private static final double NONE = Double.NaN;

    private static Row row(String name, Double... forks) {
        return new Row(
                "step",
                name,
                "simd",
                1,
                100,
                "images/s",
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                List.of(forks));
    }

    @Test
    void theMedianDecidesAndTheWorstIsNamed() {
        Quietness quietness = Quietness.of(
                List.of(row("a", 99.0, 101.0), row("b", 99.5, 100.5), row("c", 80.0, 120.0), row("d", 1.0)));
        assertEquals(
                "quiet: forks of one measurement differ by 2.0 % in the median, at most by 40 % (step/c/simd)",
                quietness.toString());
        assertEquals("not quiet", Quietness.of(List.of(row("c", 80.0, 120.0))).verdict());
    }

    @Test
    void withOneForkNothingIsKnown() {
        assertEquals(
                "not known: one fork each", Quietness.of(List.of(row("d", 1.0))).toString());
    }
}
