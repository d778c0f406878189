package org.lanewise.bench.page;

/** Text for HTML. All that comes from outside, such as the CPU's name, a path or a reason, goes through here. */
final class Html {

    private Html() {}

    /** Text that means itself, between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** An element with text in it. */
    static String element(String name, String attributes, String text) {
        return "<" + name + (attributes.isEmpty() ? "" : " " + attributes) + ">" + escape(text) + "</" + name + ">";
    }

    static String attribute(String name, String value) {
        return name + "=\"" + escape(value) + "\"";
    }
}
