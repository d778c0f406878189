package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryCsvTest {

    private static final double NONE = Double.NaN;

    @Test
    void everyColumnHasItsPlaceAndWhatDoesNotApplyIsEmpty() {
        Row row = new Row(
                "matmul",
                "square-64",
                "simd",
                1,
                5.0625,
                "us/op",
                0.1,
                103.567891,
                89.25,
                61.5,
                NONE,
                NONE,
                NONE,
                NONE,
                List.of());
        assertEquals(
                "benchmark,case,implementation,threads,score,unit,error,gflops,percent_of_peak,"
                        + "speedup_vs_scalar,speedup_vs_best_peer,allocated_bytes_per_op,simd_against_it\n"
                        + "matmul,square-64,simd,1,5.0625,us/op,0.1,103.568,89.25,61.5,,,\n",
                SummaryCsv.of(List.of(row), Duels.NONE));
    }

    @Test
    void noNumberHasAnExponentAndNoTextBreaksTheLine() {
        Row row = new Row(
                "a,b", "say \"hi\"", "x", 2, 1.5e12, "op/s", 1e-9, NONE, NONE, NONE, 0, NONE, NONE, NONE, List.of());
        String line = SummaryCsv.of(List.of(row), Duels.NONE)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertEquals("\"a,b\",\"say \"\"hi\"\"\",x,2,1500000000000,op/s,0.000000001,,,,0,,", line);
    }
}
