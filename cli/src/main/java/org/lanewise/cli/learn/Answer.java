package org.lanewise.cli.learn;

import java.lang.foreign.Arena;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lanewise.cli.Computer;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.BarChart;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.learn.evaluate.Classifier;

/**
 * What a classifier says of one example: a number for each class, a probability or a score, which only ranks the classes.
 * Of many classes those with the highest numbers are shown.
 */
final class Answer {

    private static final int MOST_SHOWN = 20;

    private final List<String> names;
    private final boolean isProbability;
    private final double[] numbers;

    /** The classes by falling numbers. */
    private final List<Integer> order;

    private Answer(List<String> names, boolean isProbability, double[] numbers) {
        this.names = names;
        this.isProbability = isProbability;
        this.numbers = numbers;
        this.order = IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -numbers[k]))
                .toList();
    }

    /** The answers to examples: probabilities, or scores. */
    static List<Answer> of(Computer computer, Classifier classifier, boolean areProbabilities, Features examples) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix numbers = areProbabilities
                    ? classifier.probabilities(arena, computer.kernels(), examples)
                    : classifier.scores(arena, computer.kernels(), examples);
            return IntStream.range(0, examples.rows())
                    .mapToObj(i -> new Answer(classifier.classNames(), areProbabilities, row(numbers, i)))
                    .toList();
        }
    }

    private static double[] row(FloatMatrix matrix, int row) {
        return IntStream.range(0, matrix.columns())
                .mapToDouble(k -> matrix.get(row, k))
                .toArray();
    }

    /** Whether the numbers have an order. */
    boolean isFinite() {
        return DoubleStream.of(numbers).allMatch(Double::isFinite);
    }

    private String unit() {
        return isProbability ? "probability" : "score";
    }

    /** Says the table under a title. */
    void say(String title, Report report) {
        Table table = new Table(title, unit());
        for (int k : order.subList(0, shown())) {
            table.row(names.get(k), String.format(Locale.ROOT, "%.3f", numbers[k]));
        }
        report.say("%s", table);
        if (shown() < numbers.length) {
            report.say("... and %d more; --json has all.%n", numbers.length - shown());
        }
    }

    private int shown() {
        return Math.min(MOST_SHOWN, numbers.length);
    }

    /** Adds the answer to the results of an image. */
    void describe(Map<String, Object> prediction) {
        Map<String, Object> all = new LinkedHashMap<>();
        order.forEach(k -> all.put(names.get(k), numbers[k]));
        prediction.put("predicted", isFinite() ? names.get(order.getFirst()) : null);
        prediction.put(isProbability ? "probabilities" : "scores", all);
    }

    /** The numbers as bars under a title. */
    Drawing draw(String title) {
        List<Integer> classes = shown() < numbers.length
                ? order.subList(0, shown())
                : IntStream.range(0, numbers.length).boxed().toList();
        List<String> labels = classes.stream().map(names::get).toList();
        double[] lengths = classes.stream().mapToDouble(k -> numbers[k]).toArray();
        return isProbability
                ? BarChart.ofShares(title, unit(), labels, lengths)
                : BarChart.ofNumbers(title, unit(), labels, lengths);
    }
}
