package org.lanewise.cifar;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Text in UTF-8. A wrong byte is an error, and does not become a question mark in a name. */
final class Utf8 {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private Utf8() {}

    /**
     * Decodes the bytes of a file, without the mark with which some editors begin a file.
     *
     * @param otherwise what else to do than to repair the file
     */
    static String decode(byte[] bytes, Path file, String otherwise) throws CifarFormatException {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = strict.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            // The bad byte is in the line after the last line end, even if that line has no other byte.
            long line = (text + "?").lines().count();
            throw new CifarFormatException(String.format(
                    Locale.ROOT,
                    "%s: line %d has the byte 0x%02x, where UTF-8 text was expected: save the file as UTF-8, or %s.",
                    file,
                    line,
                    bytes[in.position()],
                    otherwise));
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
