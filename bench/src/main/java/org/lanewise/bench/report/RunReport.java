package org.lanewise.bench.report;

import java.util.List;
import org.lanewise.bench.benchmarks.DifferenceError;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cold.ColdFigure;
import org.lanewise.bench.run.Failure;

/**
 * All that a run has brought.
 *
 * @param environment what was measured on
 * @param rows the figures
 * @param differenceErrors errors of numeric gradients; empty if they were not wanted
 * @param cold the first seconds of fresh VMs; empty if they were not wanted
 * @param failures what failed
 * @param notes remarks, such as which implementation could not be loaded
 * @param mode how much time was spent; of a smoke run nothing is compared
 */
public record RunReport(
        Environment environment,
        List<Row> rows,
        List<DifferenceError> differenceErrors,
        List<ColdFigure> cold,
        List<Failure> failures,
        List<String> notes,
        Mode mode) {

    /** {@return whether its figures mean nothing} */
    public boolean isSmoke() {
        return mode == Mode.SMOKE;
    }

    /** {@return SIMD against everyone; nobody in a smoke run} */
    public Duels duels() {
        return isSmoke() ? Duels.NONE : Duels.of(rows);
    }

    /**
     * The figures of one benchmark.
     *
     * @param benchmark its name
     * @return its rows
     */
    public List<Row> rows(String benchmark) {
        return rows.stream().filter(row -> row.benchmark().equals(benchmark)).toList();
    }

    /**
     * The failures of one benchmark.
     *
     * @param benchmark its name
     * @return what failed there
     */
    public List<Failure> failures(String benchmark) {
        return failures.stream()
                .filter(failure -> failure.id().startsWith(benchmark + "/"))
                .toList();
    }
}
