package org.lanewise.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Score;
import org.openjdk.jmh.results.RunResult;

class MergeTest {

    @Test
    void forksOfSeparateRunsBecomeOneResult() {
        BenchmarkCase what = MadeUp.aCase("step", "B1", Double.NaN, new Score(1, "images/s"));
        RunResult merged = Merge.forks(List.of(
                MadeUp.throughput(what, "simd", 1, 10, 20).result(),
                MadeUp.throughput(what, "simd", 1, 30, 40).result()));
        assertEquals(2, merged.getParams().getForks());
        assertEquals(2, merged.getBenchmarkResults().size());
        assertEquals(25, merged.getPrimaryResult().getScore(), 1e-9);
        assertEquals(4, merged.getPrimaryResult().getStatistics().getN());
        assertEquals("made-up", merged.getParams().getParam("implementation"));
    }
}
