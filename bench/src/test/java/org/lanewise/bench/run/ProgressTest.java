package org.lanewise.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.MadeUp;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Effort;
import org.lanewise.bench.cases.Score;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void elsewhereThanOnATerminalItIsPlainLines() {
        RunProgress progress = new RunProgress(out, false);
        progress.running(0, 3, 0, 60, "a");
        progress.ended(1, 3, 30, 65, "a");
        progress.clear();
        assertEquals("0:30  1/3  about 1:05 left  a" + System.lineSeparator(), printed());
    }

    @Test
    void onATerminalOneLineIsWrittenOverAndOver() {
        RunProgress progress = new RunProgress(out, true);
        progress.running(0, 3, 0, 60, "a");
        progress.ended(1, 3, 30, 65, "a");
        progress.clear();
        assertTrue(printed().startsWith("\r0:00  0/3  about 1:00 left  a "), printed());
        assertTrue(printed().endsWith("\r") && !printed().contains("\n"), printed());
    }

    @Test
    void theTimeLeftIsCorrectedByTheTimeTaken() {
        BenchmarkCase what = MadeUp.aCase("step", "B1", Double.NaN, new Score(1, "images/s"));
        TimePlan plan = new TimePlan(List.of(what, what), new Effort(1, 1000, 1, 1000));
        double report = plan.secondsLeft(0) - 2 * new Effort(1, 1000, 1, 1000).secondsPerFork(what, "scalar");
        assertTrue(report > 0, "the page takes some seconds");
        double half = (plan.totalSeconds() - report) / 2;
        plan.over(what, "scalar", 1);
        assertEquals(3 * half + report, plan.secondsLeft(3 * half), 1e-9);
        plan.over(what, "scalar", 1);
        assertEquals(report, plan.secondsLeft(6 * half), 1e-9);
    }
}
