package org.lanewise.learn.file;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON (RFC 8259) for the headers of files: texts, numbers, and lists and tables of these. Nothing is read back here. */
final class JsonText {

    private JsonText() {}

    /** A value on one line; a table keeps its order. */
    static String of(Object value) {
        return switch (value) {
            case Map<?, ?> table ->
                table.entrySet().stream()
                        .map(entry -> quoted(entry.getKey().toString()) + ":" + of(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Collection<?> list -> list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
