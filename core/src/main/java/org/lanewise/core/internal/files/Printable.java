package org.lanewise.core.internal.files;

/**
 * Text from outside, such as class names, file names and what a server answers, made fit for a terminal, a log or a sentence.
 * Whatever is no visible character is written as JSON would, by a backslash, a u and four digits: control characters, which a
 * terminal obeys; line ends, which begin a line that nobody wrote; marks that change the direction of what follows; halves
 * of characters. Text that is fit already stays as it is, so that doing it twice does no harm.
 */
public final class Printable {

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private Printable() {}

    /**
     * Whether a character is fit as it is. The two joiners are, for some scripts need them to spell.
     *
     * @param character a code point
     * @return whether it is visible, a plain space or a joiner
     */
    public static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> character == JOINER || character == NON_JOINER;
            default -> true;
        };
    }

    /**
     * The text with whatever is not fit written out.
     *
     * @param text any text
     * @return one line for a terminal
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(Printable::is)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (is(character)) {
                clean.appendCodePoint(character);
            } else {
                clean.append(escape(character));
            }
        });
        return clean.toString();
    }

    /**
     * The beginning of a text that may be longer than a sentence bears.
     *
     * @param text any text
     * @param most characters that are kept
     * @return one line for a terminal, with three dots at its end if something was left out
     */
    public static String of(String text, int most) {
        return text.length() > most ? of(text.substring(0, most)) + "..." : of(text);
    }

    /**
     * A character as JSON and Java write it in a text.
     *
     * @param character a code point
     * @return a backslash, a u and four digits; twice this for one beyond 16 bits
     */
    public static String escape(int character) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(character)) {
            escaped.append(String.format("\\u%04x", (int) unit));
        }
        return escaped.toString();
    }
}
