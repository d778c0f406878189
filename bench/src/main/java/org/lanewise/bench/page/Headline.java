package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.report.Duels;
import org.lanewise.bench.report.HeadToHead;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Ratio.Verdict;
import org.lanewise.bench.report.Row;
import org.lanewise.bench.report.RunReport;

/**
 * What a reader should learn first: one sentence, and a card for each question.
 *
 * @param sentence the sentence
 * @param cards the cards
 */
record Headline(String sentence, List<Card> cards) {

    /**
     * A number that answers a question.
     *
     * @param question for example {@code SIMD over scalar Java}
     * @param answer the answer
     * @param detail where it comes from
     */
    record Card(String question, String answer, String detail) {}

    static Headline of(RunReport report) {
        if (report.isSmoke()) {
            return new Headline("A smoke run: it shows what works, and its figures mean nothing.", List.of());
        }
        List<Card> cards = new ArrayList<>();
        ratio(report, "SIMD over scalar Java", Implementations.SCALAR::equals).ifPresent(cards::add);
        ratio(report, "SIMD over auto-vectorized Java", Implementations.AUTO::equals)
                .ifPresent(cards::add);
        ratio(report, "SIMD over the best peer", Implementations::isPeer).ifPresent(cards::add);
        peak(report).ifPresent(cards::add);
        return new Headline(sentence(report), cards);
    }

    private static Optional<Card> ratio(RunReport report, String question, Predicate<String> opponents) {
        List<HeadToHead> duels = report.duels().withFastest(opponents).stream()
                .sorted(Comparator.comparingDouble(duel -> duel.ratio().value()))
                .toList();
        if (duels.isEmpty()) {
            return Optional.empty();
        }
        String detail = "in the median of " + duels.size() + " cases; from "
                + duels.getFirst().ratio() + " to " + duels.getLast().ratio() + "; " + Duels.count(duels);
        return Optional.of(
                new Card(question, duels.get(duels.size() / 2).ratio().toString(), detail));
    }

    private static Optional<Card> peak(RunReport report) {
        return report.rows().stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .filter(row -> Double.isFinite(row.gflops()) && !row.unit().equals(Score.GBYTES))
                .filter(row -> Double.isFinite(row.percentOfPeak()))
                .max(Comparator.comparingDouble(Row::percentOfPeak))
                .map(row -> new Card(
                        "of the FMA peak, in the best case",
                        Numbers.percent(row.percentOfPeak()),
                        row.benchmark() + "/" + row.name() + ", " + Numbers.readable(row.gflops()) + " GFLOP/s"));
    }

    private static String sentence(RunReport report) {
        return best(report.rows(BenchmarkCase.STEP), Row::score)
                .map(row -> "Lanewise trains on " + Numbers.readable(row.score()) + " images per second" + on(row)
                        + comparisons(report, row))
                .or(() -> best(report.rows("matmul"), Row::gflops)
                        .map(row -> "Lanewise multiplies matrices at " + Numbers.readable(row.gflops()) + " GFLOP/s"
                                + on(row) + comparisons(report, row)))
                .orElse("A benchmark run of Lanewise.");
    }

    private static Optional<Row> best(List<Row> rows, java.util.function.ToDoubleFunction<Row> figure) {
        return rows.stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .max(Comparator.comparingDouble(figure));
    }

    private static String on(Row row) {
        return row.threads() == 1 ? " on one thread" : " on " + row.threads() + " threads";
    }

    /** In the same case. */
    private static String comparisons(RunReport report, Row row) {
        List<String> parts = new ArrayList<>();
        addComparison(parts, report, row, Implementations.SCALAR::equals, "scalar Java");
        addComparison(parts, report, row, Implementations.AUTO::equals, "auto-vectorized Java");
        addComparison(parts, report, row, Implementations::isPeer, "");
        return parts.isEmpty() ? "." : parts.stream().collect(Collectors.joining(", ", ": ", "."));
    }

    private static void addComparison(
            List<String> parts, RunReport report, Row row, Predicate<String> opponents, String name) {
        report.duels().withFastest(opponents).stream()
                .filter(duel -> duel.simd() == row)
                .findFirst()
                .ifPresent(duel -> parts.add(comparison(duel)
                        + (name.isEmpty()
                                ? "the best peer, "
                                        + PeerNames.proper(duel.other().implementation())
                                : name)));
    }

    private static String comparison(HeadToHead duel) {
        return duel.ratio().verdict() == Verdict.SAME
                ? "within the noise as fast as "
                : duel.ratio() + " the speed of ";
    }
}
