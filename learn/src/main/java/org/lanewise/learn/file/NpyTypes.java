package org.lanewise.learn.file;

import java.util.regex.Pattern;

/** Which arrays a reader takes: the types of their elements, and how many dimensions. */
enum NpyTypes {
    /** What models and checkpoints are made of. */
    OF_MODELS(
            Pattern.compile("([<>])(?:(f)([48])|(i)([48])|(U)([0-9]{1,9}))"),
            2,
            "only f4, f8, i4, i8 and U1 to U" + NpyHeader.LONGEST + " are read, with < or > before them"),

    /** What data sets are made of. A byte has no order, which numpy writes as a bar. */
    OF_DATA(
            Pattern.compile("([<>|])(?:(f)([248])|([iu])([1248])|(b)(1)|([US])([0-9]{1,9}))"),
            8,
            "only b1, i1 to i8, u1 to u8, f2, f4, f8, texts U and S of at most " + NpyHeader.LONGEST
                    + " characters are read; convert the array with astype, as in features.astype('float32')");

    private final Pattern pattern;
    private final int mostDimensions;
    private final String expected;

    NpyTypes(Pattern pattern, int mostDimensions, String expected) {
        this.pattern = pattern;
        this.mostDimensions = mostDimensions;
        this.expected = expected;
    }

    /** The order, then a kind and a size in one of its pairs of groups. */
    Pattern pattern() {
        return pattern;
    }

    int mostDimensions() {
        return mostDimensions;
    }

    /** What was expected, for a sentence. */
    String expected() {
        return expected;
    }
}
