package org.lanewise.cli.value;

import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.lanewise.cli.InputException;
import org.lanewise.datasets.PictureReading;
import org.lanewise.learn.features.PatchFeatures;
import org.lanewise.learn.network.Network;
import picocli.CommandLine.ITypeConverter;

/** Numbers in a range, each a converter for options. The exceptions complete the sentence that begins with "give". */
public final class Ranges {

    /** More threads than any machine has that this was written for. */
    public static final int MOST_THREADS = 256;

    private static final int MOST_SCALE = 8;

    private Ranges() {}

    private abstract static class Range<T extends Number> implements ITypeConverter<T> {

        private final Function<String, T> parser;
        private final DoublePredicate contains;
        private final String description;

        Range(Function<String, T> parser, DoublePredicate contains, String description) {
            this.parser = parser;
            this.contains = contains;
            this.description = description;
        }

        @Override
        public final T convert(String text) throws InputException {
            T number;
            try {
                number = parser.apply(text);
            } catch (NumberFormatException e) {
                throw new InputException(description);
            }
            if (!contains.test(number.doubleValue())) {
                throw new InputException(description);
            }
            return number;
        }
    }

    /** A number of things of which there must be one. */
    public static final class Count extends Range<Integer> {
        /** Made by picocli. */
        public Count() {
            super(Integer::valueOf, n -> n >= 1, "a whole number of at least 1");
        }
    }

    /** A number of units of a hidden layer. */
    public static final class Units extends Range<Integer> {
        /** Made by picocli. */
        public Units() {
            super(
                    Integer::valueOf,
                    n -> n >= 1 && n <= Network.MOST_UNITS,
                    "a whole number from 1 to " + Network.MOST_UNITS);
        }
    }

    /** A number of filters, each with its mirror image. */
    public static final class Even extends Range<Integer> {
        /** Made by picocli. */
        public Even() {
            super(
                    Integer::valueOf,
                    n -> n >= 2 && n <= PatchFeatures.Dictionary.MOST && n % 2 == 0,
                    "an even number from 2 to " + PatchFeatures.Dictionary.MOST);
        }
    }

    /** A number of things of which there may be none. */
    public static final class CountOrNone extends Range<Integer> {
        /** Made by picocli. */
        public CountOrNone() {
            super(Integer::valueOf, n -> n >= 0, "a whole number of at least 0");
        }
    }

    /** Pixels of an edge. */
    public static final class PictureSize extends Range<Integer> {
        /** Made by picocli. */
        public PictureSize() {
            super(
                    Integer::valueOf,
                    n -> n >= 1 && n <= PictureReading.MOST,
                    "a whole number from 1 to " + PictureReading.MOST);
        }
    }

    /** How many times as large as usual a picture is. */
    public static final class PictureScale extends Range<Integer> {
        /** Made by picocli. */
        public PictureScale() {
            super(Integer::valueOf, n -> n >= 1 && n <= MOST_SCALE, "a whole number from 1 to " + MOST_SCALE);
        }
    }

    /** A number of threads. */
    public static final class Threads extends Range<Integer> {
        /** Made by picocli. */
        public Threads() {
            super(Integer::valueOf, n -> n >= 1 && n <= MOST_THREADS, "a whole number from 1 to " + MOST_THREADS);
        }
    }

    /** A strength, a margin, a rate. */
    public static final class NotNegative extends Range<Float> {
        /** Made by picocli. */
        public NotNegative() {
            super(Float::valueOf, x -> x >= 0 && x < Double.POSITIVE_INFINITY, "a finite number of at least 0");
        }
    }

    /** The same in double. */
    public static final class NotNegativeDouble extends Range<Double> {
        /** Made by picocli. */
        public NotNegativeDouble() {
            super(Double::valueOf, x -> x >= 0 && x < Double.POSITIVE_INFINITY, "a finite number of at least 0");
        }
    }

    /** A norm, a radius, a step. */
    public static final class Positive extends Range<Double> {
        /** Made by picocli. */
        public Positive() {
            super(Double::valueOf, x -> x > 0 && x < Double.POSITIVE_INFINITY, "a finite number of more than 0");
        }
    }

    /** A share that is not the whole. */
    public static final class BelowOne extends Range<Float> {
        /** Made by picocli. */
        public BelowOne() {
            super(Float::valueOf, x -> x >= 0 && x < 1, "a number of at least 0 and less than 1");
        }
    }

    /** A share that may be the whole or nothing. */
    public static final class UpToOne extends Range<Double> {
        /** Made by picocli. */
        public UpToOne() {
            super(Double::valueOf, x -> x >= 0 && x <= 1, "a number from 0 to 1");
        }
    }

    /** A share that somebody hopes for. */
    public static final class Accuracy extends Range<Double> {
        /** Made by picocli. */
        public Accuracy() {
            super(Double::valueOf, x -> x > 0 && x <= 1, "a share of more than 0 and at most 1, such as 0.4 for 40 %");
        }
    }
}
