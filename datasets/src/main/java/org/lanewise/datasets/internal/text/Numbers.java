package org.lanewise.datasets.internal.text;

import java.util.Locale;
import java.util.Set;
import org.lanewise.core.internal.files.Printable;

/** Numbers as people write them in tables: digits, a point, an exponent. Other notations, such as Java's 4f, are refused. */
final class Numbers {

    private static final Set<String> MISSING =
            Set.of("", "?", "na", "n/a", "nan", "null", "none", "inf", "-inf", "+inf");

    private Numbers() {}

    /** Whether a text is a number. It may be beyond a float's range. */
    static boolean is(String text) {
        return !Float.isNaN(parse(text.strip()));
    }

    /** The number, perhaps infinite, or NaN if it is none. */
    private static float parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Float.NaN;
            }
        }
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException none) {
            return Float.NaN;
        }
    }

    /** Whether a text stands for a number that is missing. */
    static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** The number, or NaN if it is none, or is beyond a float's range. */
    static float finite(String text) {
        float value = parse(text.strip());
        return Float.isFinite(value) ? value : Float.NaN;
    }

    /** Says why a text is no finite number. */
    static String refusal(String text) {
        if (isMissing(text)) {
            String found = text.isBlank() ? "is empty" : "holds " + Printable.of(text, 50);
            return found + ", but features are finite numbers; fill it in, or leave out the row or the column";
        }
        return is(text)
                ? "holds " + Printable.of(text, 50) + ", which is beyond a float's range; scale the column"
                : "holds \"" + Printable.of(text, 50) + "\", but a number was expected";
    }
}
