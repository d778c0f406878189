package org.lanewise.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text. */
public final class Numbers {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Numbers() {}

    /**
     * Six digits without exponent, or nothing if it is no number: for programs.
     *
     * @param value the number
     * @return its text
     */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value, SIX_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /**
     * Three digits or more, grouped in thousands: for people.
     *
     * @param value the number
     * @return its text, {@code -} if it is none
     */
    public static String readable(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        // By the size once it is rounded: 0.9999 is 1.00.
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /**
     * A ratio, such as {@code 12.3x}.
     *
     * @param value the ratio
     * @return its text, {@code -} if it is none
     */
    public static String ratio(double value) {
        return Double.isFinite(value) ? readable(value) + "x" : "-";
    }

    /**
     * A percentage, such as {@code 91 %}.
     *
     * @param value the percentage
     * @return its text, {@code -} if it is none
     */
    public static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.0f %%", value) : "-";
    }

    /**
     * A number of which one decimal is enough.
     *
     * @param value the number
     * @return for example {@code 1.9}, from 10 on without the decimal
     */
    public static String fine(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /**
     * A count.
     *
     * @param value how many
     * @return grouped in thousands
     */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * A number whose fraction means nothing.
     *
     * @param value the number
     * @return rounded and grouped in thousands, {@code -} if it is none
     */
    public static String whole(double value) {
        return Double.isFinite(value) ? count(Math.round(value)) : "-";
    }

    /**
     * A small number.
     *
     * @param value the number
     * @return for example {@code 3.2e-10}
     */
    public static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value)
                .replaceAll("e([-+])0?", "e$1")
                .replace("e+", "e");
    }

    /**
     * A time, in the unit that suits it.
     *
     * @param milliseconds the time
     * @return its text
     */
    public static String time(double milliseconds) {
        if (!(milliseconds >= 1)) {
            return readable(milliseconds * 1000) + " us";
        }
        return milliseconds < 1000 ? readable(milliseconds) + " ms" : readable(milliseconds / 1000) + " s";
    }
}
