package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.run.Measured;

/** Makes rows of measurements. */
public final class Rows {

    private final List<Measured> measured;
    private final Map<String, Double> ceilings;

    private Rows(List<Measured> measured) {
        this.measured = measured;
        this.ceilings = measured.stream()
                .filter(each -> each.what().isPeak())
                .collect(Collectors.toMap(each -> each.what().ceiling(), Rows::score));
    }

    /**
     * Makes the rows, with ratios between the measurements of each case.
     *
     * @param measured measurements in any order
     * @return a row for each, in the same order
     */
    public static List<Row> of(List<Measured> measured) {
        Rows rows = new Rows(measured);
        List<Row> list = new ArrayList<>();
        for (Measured each : measured) {
            list.add(rows.row(each));
        }
        return list;
    }

    /**
     * Makes the rows of a run; those of a smoke run without ratios.
     *
     * @param measured measurements in any order
     * @param mode how they were made
     * @return a row for each, in the same order
     */
    public static List<Row> of(List<Measured> measured, Mode mode) {
        List<Row> rows = of(measured);
        return mode == Mode.SMOKE ? rows.stream().map(Row::alone).toList() : rows;
    }

    private Row row(Measured one) {
        Rate rate = Rate.of(one);
        double factor = one.what().score().factor();
        return new Row(
                one.what().benchmark(),
                one.what().name(),
                one.implementation(),
                one.threads(),
                score(one),
                one.what().score().unit(),
                rate.error() * factor,
                rate.gflops(),
                percentOfPeak(one),
                rate.perSecond() / fastest(one, Implementations.SCALAR::equals),
                rate.perSecond() / fastest(one, Implementations::isPeer),
                rate.perSecond(),
                one.what().flops() / one.what().bytes(),
                rate.allocated(),
                forks(one));
    }

    private static List<Double> forks(Measured one) {
        double factor = one.what().score().factor();
        return one.result().getBenchmarkResults().stream()
                .map(fork -> fork.getPrimaryResult().getScore() * factor)
                .toList();
    }

    private static double score(Measured one) {
        return Rate.of(one).score() * one.what().score().factor();
    }

    private double percentOfPeak(Measured one) {
        String unit = one.what().ceiling();
        double ceiling = ceilings.getOrDefault(unit, Double.NaN);
        return Score.GFLOPS.equals(unit)
                ? 100 * Rate.of(one).gflops() / (ceiling * one.threads())
                : 100 * score(one) / ceiling;
    }

    /** Operations a second of the fastest of some implementations in the same case; NaN if there is none. */
    private double fastest(Measured one, Predicate<String> implementations) {
        return measured.stream()
                .filter(other -> other.what().name().equals(one.what().name()))
                .filter(other -> other.what().benchmark().equals(one.what().benchmark()))
                .filter(other -> implementations.test(other.implementation()))
                .mapToDouble(other -> Rate.of(other).perSecond())
                .max()
                .orElse(Double.NaN);
    }
}
