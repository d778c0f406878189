package org.lanewise.datasets.internal.base;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The labels of a set as they stand in a file: the distinct values, whole numbers or texts, and which of them each example has.
 */
public final class LabelColumn {

    private final String what;
    private final List<Comparable<?>> values;
    private final int[] codes;

    private LabelColumn(String what, List<Comparable<?>> values, int[] codes) {
        this.what = what;
        this.values = values;
        this.codes = codes;
    }

    /** Takes labels, one after another. */
    public static final class Builder {

        private final String what;
        private final Map<Comparable<?>, Integer> codeOf = new HashMap<>();
        private int[] codes = new int[1024];
        private int size;

        /** Of a file, or an array in one. */
        public Builder(String what) {
            this.what = what;
        }

        /** Takes a whole number, a {@link Long}, or a text. */
        public void add(Comparable<?> value) {
            if (size == codes.length) {
                codes = Arrays.copyOf(codes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * size));
            }
            Integer code = codeOf.get(value);
            if (code == null) {
                code = codeOf.size();
                codeOf.put(value, code);
            }
            codes[size++] = code;
        }

        /** {@return the number of labels so far} */
        public int size() {
            return size;
        }

        /** {@return all labels} */
        public LabelColumn build() {
            Comparable<?>[] values = new Comparable<?>[codeOf.size()];
            codeOf.forEach((value, code) -> values[code] = value);
            return new LabelColumn(what, List.of(values), Arrays.copyOf(codes, size));
        }
    }

    /** {@return what holds them, for messages} */
    public String what() {
        return what;
    }

    /** {@return the number of labels} */
    public int size() {
        return codes.length;
    }

    /** {@return the distinct values, by their codes} */
    List<Comparable<?>> values() {
        return values;
    }

    /** {@return whether all values are so} */
    public boolean allMatch(Predicate<String> condition) {
        return values.stream().map(Object::toString).allMatch(condition);
    }

    /** The code of each example. */
    int code(int row) {
        return codes[row];
    }

    /** The first example that has a value. */
    int firstRow(int code) {
        int row = 0;
        while (codes[row] != code) {
            row++;
        }
        return row;
    }

    /** Texts as numbers, if all of them are whole numbers; if not, as they are. */
    public static List<LabelColumn> asNumbersIfAllAre(List<LabelColumn> columns) {
        boolean all = columns.stream()
                .flatMap(column -> column.values.stream())
                .allMatch(value -> whole(value.toString()).isPresent());
        return all ? columns.stream().map(LabelColumn::asNumbers).toList() : columns;
    }

    private LabelColumn asNumbers() {
        Builder numbers = new Builder(what);
        for (int code : codes) {
            numbers.add(whole(values.get(code).toString()).getAsLong());
        }
        return numbers.build();
    }

    /** A whole number as people write it: 3, +1, -1, 2.0 or 1e3. */
    public static OptionalLong whole(String text) {
        if (!text.matches("[+-]?[0-9]{1,18}(\\.0*)?") && !text.matches("[+-]?[0-9.]{1,20}[eE][+-]?[0-9]{1,2}")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return OptionalLong.empty();
        }
    }

    /** {@return a list that can grow, of the distinct values in sorted order} */
    List<Comparable<?>> sorted() {
        List<Comparable<?>> sorted = new ArrayList<>(values);
        sorted.sort(LabelColumn::compare);
        return sorted;
    }

    /** All values of a column are of one kind. */
    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> a, Comparable<?> b) {
        return ((Comparable<Object>) a).compareTo(b);
    }
}
