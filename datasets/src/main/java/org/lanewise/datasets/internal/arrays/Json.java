package org.lanewise.datasets.internal.arrays;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.datasets.DatasetException;

/**
 * Reads the JSON of a header: objects, lists, texts and whole numbers, which is all that such a header has. Anything else, a key
 * twice, or more than a few levels is refused.
 */
final class Json {

    private static final int MOST_LEVELS = 8;

    private final String text;
    private final String what;
    private int at;

    private Json(String text, String what) {
        this.text = text;
        this.what = what;
    }

    /**
     * Reads an object.
     *
     * @param text the object and perhaps blanks behind it
     * @param what names the file in messages
     * @return maps, lists, texts and longs
     */
    static Map<String, Object> object(String text, String what) throws DatasetException {
        Json json = new Json(text, what);
        Map<String, Object> object = json.object(0);
        json.skipBlanks();
        if (json.at < text.length()) {
            throw json.unexpected("the end");
        }
        return object;
    }

    private Object value(int level) throws DatasetException {
        if (level > MOST_LEVELS) {
            throw unexpected("at most " + MOST_LEVELS + " levels");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(level);
            case '[' -> list(level);
            case '"' -> string();
            default -> number();
        };
    }

    private Map<String, Object> object(int level) throws DatasetException {
        Map<String, Object> object = new LinkedHashMap<>();
        take('{');
        while (!isEnd('}', !object.isEmpty())) {
            skipBlanks();
            String key = string();
            take(':');
            if (object.put(key, value(level + 1)) != null) {
                throw unexpected("each key once");
            }
        }
        return object;
    }

    private List<Object> list(int level) throws DatasetException {
        List<Object> list = new ArrayList<>();
        take('[');
        while (!isEnd(']', !list.isEmpty())) {
            list.add(value(level + 1));
        }
        return list;
    }

    /** Takes the end of an object or list, or the comma before the next element. */
    private boolean isEnd(char end, boolean needsComma) throws DatasetException {
        skipBlanks();
        if (peek() == end) {
            at++;
            return true;
        }
        if (needsComma) {
            take(',');
        }
        return false;
    }

    private String string() throws DatasetException {
        take('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at++);
            if (next < ' ') {
                throw unexpected("no control character within a text");
            }
            string.append(next == '\\' ? escaped() : next);
        }
        at++;
        return string.toString();
    }

    private char escaped() throws DatasetException {
        char letter = peek();
        at++;
        return switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> fourDigits();
            default -> throw unexpected("an escape that JSON has");
        };
    }

    private char fourDigits() throws DatasetException {
        int end = at + 4;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
            throw unexpected("four hexadecimal digits");
        }
        char character = (char) Integer.parseInt(text, at, end, 16);
        at = end;
        return character;
    }

    private Long number() throws DatasetException {
        int from = at;
        while (at < text.length() && (Character.digit(text.charAt(at), 10) >= 0 || text.charAt(at) == '-')) {
            at++;
        }
        String digits = text.substring(from, at);
        if (!digits.matches("-?(0|[1-9][0-9]{0,17})")) {
            at = from;
            throw unexpected("a whole number, a text, a list or an object");
        }
        return Long.valueOf(digits);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws DatasetException {
        if (at >= text.length()) {
            throw unexpected("more");
        }
        return text.charAt(at);
    }

    private void take(char expected) throws DatasetException {
        skipBlanks();
        if (peek() != expected) {
            throw unexpected("'" + expected + "'");
        }
        at++;
    }

    private DatasetException unexpected(String expected) {
        return new DatasetException(what + " has a header that is not the JSON that it should be: at character " + at
                + " " + expected + " was expected; write the file again.");
    }
}
