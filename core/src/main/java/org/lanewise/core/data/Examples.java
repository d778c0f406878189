package org.lanewise.core.data;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Examples for supervised learning, features with the correct class of each: a data set or a part of one. Labels are read
 * where they lie, so neither opening nor subsetting copies anything.
 *
 * {@snippet :
 * Examples examples = Examples.of(FloatMatrix.copyOf(arena, rows), labels, 10); // float[][] rows;
 * Examples.Split split = examples.split(examples.size() / 10, 1);
 * }
 *
 * <p>Never owns the memory; whoever opened the data set does. Safe to share between threads as far as the memory's
 * arena allows.
 */
public interface Examples {

    /** {@return the features, one example per row} */
    Features features();

    /** {@return the number of classes K} */
    int classes();

    /**
     * The correct class of an example.
     *
     * @param row the example
     * @return its label, 0 to {@code classes() - 1}
     * @throws IndexOutOfBoundsException if there is no such example
     * @throws LostDataException if it lies in a mapped file that was cut short
     */
    int label(int row);

    /**
     * The weight of an example in the loss: training minimizes {@code sum_i w_i L_i / sum_i w_i}. Measures such as the
     * accuracy count all examples equally.
     *
     * @param row the example
     * @return its weight, finite and at least 0; 1 unless the examples are {@link #weighted}
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default float weight(int row) {
        return 1;
    }

    /** {@return whether the examples were given weights} */
    default boolean isWeighted() {
        return false;
    }

    /**
     * A view of the same examples with weights.
     *
     * @param weights N of them, in place of those that the examples may have; copied
     * @return the view, whose parts have their weights, too
     * @throws IllegalArgumentException if there are not as many weights as examples, one is negative or not finite, or all are 0
     */
    default Examples weighted(float... weights) {
        return new WeightedExamples(this, weights.clone());
    }

    /** {@return the number of examples N} */
    default int size() {
        return features().rows();
    }

    /**
     * A view of consecutive examples.
     *
     * @param from first example
     * @param to example after the last
     * @return the view
     * @throws IndexOutOfBoundsException if the range is outside the set
     */
    default Examples subset(int from, int to) {
        return new ExampleRows(this, features().rows(from, to), row -> from + row);
    }

    /**
     * A view of chosen examples in the given order.
     *
     * @param rows the chosen examples; copied
     * @return the view
     * @throws IndexOutOfBoundsException if an example is outside the set
     */
    default Examples select(int... rows) {
        int[] chosen = rows.clone();
        return new ExampleRows(this, new SelectedRows(features(), chosen), row -> chosen[row]);
    }

    /**
     * A view of the same images under other numbers of their classes.
     *
     * @param labels the new label of each class: 0 to K - 1, each once; copied
     * @return the view
     * @throws IllegalArgumentException if these are not the K classes in some order
     */
    default Examples relabeled(int... labels) {
        int[] sorted = labels.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, Shuffle.identity(classes()))) {
            throw new IllegalArgumentException("The new labels of " + classes()
                    + " classes must be the numbers from 0 on, each once, but they are not.");
        }
        return new RelabeledExamples(this, labels.clone());
    }

    /**
     * Splits the set at random into a training and a validation part; the same seed gives the same split.
     *
     * @param validation number of examples of the validation part
     * @param seed chooses which
     * @return both parts, each in the order of this set
     * @throws IllegalArgumentException if the set has fewer than {@code validation} examples, or the number is negative
     */
    default Split split(int validation, long seed) {
        if (validation < 0 || validation > size()) {
            throw new IllegalArgumentException("Cannot split " + validation + " validation examples from " + size()
                    + "; take 0 to " + size() + ".");
        }
        int[] order = Shuffle.identity(size());
        Shuffle.shuffle(order, new SplittableRandom(seed));
        return new Split(
                select(Shuffle.sorted(order, validation, order.length)), select(Shuffle.sorted(order, 0, validation)));
    }

    /**
     * Examples of given features and labels.
     *
     * @param features N x D; the caller keeps the lifetime of their memory
     * @param labels N labels, 0 to {@code classes - 1}; copied
     * @param classes the number of classes K, at least 1
     * @return the set
     * @throws IllegalArgumentException if the numbers of examples and labels differ, or a label is out of range
     */
    static Examples of(Features features, int[] labels, int classes) {
        return new GivenExamples(features, labels, classes);
    }

    /**
     * Examples of given features and labels, whose classes are 0 to the largest label.
     *
     * @param features N x D; the caller keeps the lifetime of their memory
     * @param labels N labels, at least 0; copied
     * @return the set
     * @throws IllegalArgumentException if the numbers of examples and labels differ, there is none, or a label is negative
     */
    static Examples of(Features features, int[] labels) {
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, Math.addExact(label, 1));
        }
        return of(features, labels, classes);
    }

    /**
     * Copies rows of the heap into memory off the heap, where kernels read them. Classes are 0 to the largest label.
     *
     * @param arena the owner of the memory
     * @param features N rows of D floats each
     * @param labels N labels, at least 0; copied
     * @return the set
     * @throws IllegalArgumentException if rows differ in length, the numbers of rows and labels differ, there is no row, or a
     *     label is negative
     */
    static Examples copyOf(Arena arena, float[][] features, int[] labels) {
        return of(FloatMatrix.copyOf(arena, features), labels);
    }

    /**
     * Two parts of a set that share no example.
     *
     * @param training the examples to learn from
     * @param validation the examples to compare models on
     */
    record Split(Examples training, Examples validation) {}
}
