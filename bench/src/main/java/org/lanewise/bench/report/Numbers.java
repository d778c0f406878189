package org.lanewise.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text. */
final class Numbers {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Numbers() {}

    /** Six digits without exponent, or nothing if it is no number: for programs. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value, SIX_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Three digits or more, grouped in thousands: for people. */
    static String readable(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A ratio, such as {@code 12.3x}. */
    static String ratio(double value) {
        return Double.isFinite(value) ? readable(value) + "x" : "-";
    }

    /** A percentage, such as {@code 91 %}. */
    static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.0f %%", value) : "-";
    }

    /** A time, in the unit that suits it. */
    static String time(double milliseconds) {
        if (!(milliseconds >= 1)) {
            return readable(milliseconds * 1000) + " us";
        }
        return milliseconds < 1000 ? readable(milliseconds) + " ms" : readable(milliseconds / 1000) + " s";
    }
}
