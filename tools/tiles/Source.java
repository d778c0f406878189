import java.util.List;

/** Lines of a method that is being written, with the indentation that the project's formatter gives them. */
final class Source {

    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();
    private int depth = 1;

    /** A line at the present depth. */
    void line(String line, Object... values) {
        text.append("    ".repeat(depth)).append(line.formatted(values)).append('\n');
    }

    /** A line that opens a block. */
    void open(String line, Object... values) {
        line(line, values);
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    /** Opens a method: on one line if it fits, else its parameters on the next, else one per line. */
    void openMethod(String type, String name, List<String> parameters) {
        String head = "public static " + type + " " + name + "(";
        String all = String.join(", ", parameters) + ") {";
        if (4 + head.length() + all.length() <= WIDTH) {
            line("%s%s", head, all);
        } else {
            line("%s", head);
            depth += 2;
            if (4 * depth + all.length() <= WIDTH) {
                line("%s", all);
            } else {
                line("%s) {", String.join(",\n" + "    ".repeat(depth), parameters));
            }
            depth -= 2;
        }
        depth++;
    }

    /** A multiply-add {@code sum += x * y}, in the fixed policy of the machine. */
    void multiplyAdd(String sum, String x, String y) {
        line("%1$s = FMA ? %2$s.fma(%3$s, %1$s) : %2$s.mul(%3$s).add(%1$s);", sum, x, y);
    }

    /** {@code base + n * step} as one writes it: nothing for 0, no factor 1. */
    static String plus(String base, int n, String step) {
        return switch (n) {
            case 0 -> base;
            case 1 -> base + " + " + step;
            default -> base + " + " + n + " * " + step;
        };
    }

    /** {@code n * step} as one writes it. */
    static String times(int n, String step) {
        return switch (n) {
            case 0 -> "0";
            case 1 -> step;
            default -> n + " * " + step;
        };
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
