package org.lanewise.core.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Cross-validation: parts of a set, each of which once is the validation part of a model that is trained on the others.
 * Parts are stratified: each has its share of every class, to within one example.
 *
 * {@snippet :
 * for (Examples.Split split : Folds.stratified(examples, 5, 1)) {
 *     LinearClassifier classifier = LinearClassifier.fit(split.training());
 *     System.out.println(classifier.score(split.validation()));
 * }
 * }
 */
public final class Folds {

    private Folds() {}

    /**
     * Splits a set at random, once per fold; the same seed gives the same folds.
     *
     * @param examples N examples
     * @param folds how many, 2 to N
     * @param seed decides which example is in which fold
     * @return one split per fold. Every example is in the validation part of one of them; both parts are in the order of the
     *     set, and are views
     * @throws IllegalArgumentException if there are fewer than 2 folds, or more than examples
     */
    public static List<Examples.Split> stratified(Examples examples, int folds, long seed) {
        if (folds < 2 || folds > examples.size()) {
            throw new IllegalArgumentException(
                    "Folds are 2 to the number of examples, " + examples.size() + ", but got " + folds + ".");
        }
        int[] foldOf = deal(examples, folds, seed);
        return IntStream.range(0, folds)
                .mapToObj(fold -> new Examples.Split(
                        examples.select(rows(foldOf, i -> i != fold)), examples.select(rows(foldOf, i -> i == fold))))
                .toList();
    }

    /** Deals the examples out like cards, in a random order, class after class. */
    private static int[] deal(Examples examples, int folds, long seed) {
        int[] order = Shuffle.identity(examples.size());
        Shuffle.shuffle(order, new SplittableRandom(seed));
        int[] next = starts(examples);
        int[] foldOf = new int[order.length];
        for (int row : order) {
            foldOf[row] = next[examples.label(row)]++ % folds;
        }
        return foldOf;
    }

    /** Which card the first of each class is, where the classes lie one after another. */
    private static int[] starts(Examples examples) {
        int[] starts = new int[examples.classes()];
        for (int row = 0; row < examples.size(); row++) {
            int after = examples.label(row) + 1;
            if (after < starts.length) {
                starts[after]++;
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    private static int[] rows(int[] foldOf, IntPredicate belongs) {
        return IntStream.range(0, foldOf.length)
                .filter(row -> belongs.test(foldOf[row]))
                .toArray();
    }
}
