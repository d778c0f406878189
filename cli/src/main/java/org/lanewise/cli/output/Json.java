package org.lanewise.cli.output;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.lanewise.core.internal.files.Printable;

/**
 * Writes values as JSON (RFC 8259). Results are maps, lists and numbers, and are never read back here, so this is all that
 * a library would be asked for.
 */
public final class Json {

    private Json() {}

    /**
     * A value as one line of JSON: maps with names as keys, in their order; collections and arrays of numbers; numbers,
     * booleans, null, and anything else as the string that it describes itself with. NaN and infinities, which JSON does
     * not have, become null.
     *
     * @param value the value
     * @return its text
     */
    public static String text(Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> map(map);
            case Collection<?> list -> list(list.iterator());
            case double[] array -> list(DoubleStream.of(array).iterator());
            case int[] array -> list(IntStream.of(array).iterator());
            case long[] array -> list(LongStream.of(array).iterator());
            case Boolean truth -> truth.toString();
            case Double number -> Double.isFinite(number) ? number.toString() : "null";
            case Float number -> Float.isFinite(number) ? number.toString() : "null";
            case Number number -> number.toString();
            default -> string(value.toString());
        };
    }

    /**
     * What an option was given as, where words stand beside numbers.
     *
     * @param word such as {@code 64} or {@code all}
     * @return the whole number that it is, or else the word
     */
    public static Object numberOrWord(String word) {
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException isWord) {
            return word;
        }
    }

    private static String map(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> string(entry.getKey().toString()) + ": " + text(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String list(Iterator<?> values) {
        StringBuilder text = new StringBuilder("[");
        while (values.hasNext()) {
            text.append(text(values.next())).append(values.hasNext() ? ", " : "");
        }
        return text.append(']').toString();
    }

    /** Exact, and fit for a terminal all the same: what is not visible is written out, as JSON allows. */
    private static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (Printable.is(c)) {
                text.appendCodePoint(c);
            } else {
                text.append(Printable.escape(c));
            }
        });
        return text.append('"').toString();
    }
}
