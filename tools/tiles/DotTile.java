import java.util.ArrayList;
import java.util.List;

/**
 * Writes dot-product tiles: every pair of a row and a column has a vector of sums in a register while k runs along
 * both.
 *
 * @param rows rows of the tile
 * @param columns columns of the tile
 */
record DotTile(int rows, int columns) {

    private static final String NOT_ALLOCATED = """
            if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
                        throw notAllocated();
                    }""";

    /**
     * Of rows of op(A) and columns of op(B) as they lie, added to sums in an array, pair after pair.
     *
     * @param byRow whether a row stays in a register and the columns pass by, or the other way round
     * @param products of longs that keep C2 from unrolling a small loop
     * @param slots whether the pairs of a row lie a given number of pairs apart
     */
    String narrow(boolean byRow, int products, boolean slots) {
        Source source = new Source();
        List<String> parameters = new ArrayList<>();
        parameters.add("MemorySegment a");
        numbered(parameters, "long a", rows);
        parameters.add("MemorySegment b");
        numbered(parameters, "long b", columns);
        parameters.addAll(List.of("int from", "int bytes", "float[] sums", "int to"));
        if (slots) {
            parameters.add("int slots");
        }
        source.openMethod(products > 0 ? "long" : "void", "tile" + rows + "x" + columns, parameters);
        source.line("%s", NOT_ALLOCATED);
        for (int r = 0; r < rows; r++) {
            source.line("MemorySegment row%d = a.asSlice(a%d, bytes);", r, r);
        }
        for (int c = 0; c < columns; c++) {
            source.line("MemorySegment column%d = b.asSlice(b%d, bytes);", c, c);
        }
        if (slots) {
            source.line("int across = slots * VIRTUAL;");
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                source.line("FloatVector s%d%d = FloatVector.fromArray(F, sums, %s);", r, c, slot(r, c, slots));
            }
        }
        for (int i = 0; i < products; i++) {
            source.line("long unused%d = bytes;", i);
        }
        source.open("for (int d = from; d < bytes; d += PAIR) {");
        if (byRow) {
            rowsPass(source);
        } else {
            columnsPass(source);
        }
        for (int i = 0; i < products; i++) {
            source.line("unused%d *= a%d;", i, i);
        }
        source.close();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                source.line("s%d%d.intoArray(sums, %s);", r, c, slot(r, c, slots));
            }
        }
        if (products > 0) {
            List<String> unused = new ArrayList<>();
            numbered(unused, "unused", products);
            source.line("return %s;", String.join(" + ", unused));
        }
        source.close();
        return source.toString();
    }

    /** Columns stay in registers, rows pass by. */
    private void rowsPass(Source source) {
        for (int c = 0; c < columns; c++) {
            source.line("FloatVector w%d = FloatVector.fromMemorySegment(F, column%d, d, ORDER);", c, c);
        }
        for (int r = 0; r < rows; r++) {
            source.line("%sx = FloatVector.fromMemorySegment(F, row%d, d, ORDER);", r == 0 ? "FloatVector " : "", r);
            for (int c = 0; c < columns; c++) {
                source.multiplyAdd("s" + r + c, "x", "w" + c);
            }
        }
    }

    /** Rows stay in registers, columns pass by. */
    private void columnsPass(Source source) {
        for (int r = 0; r < rows; r++) {
            source.line("FloatVector x%d = FloatVector.fromMemorySegment(F, row%d, d, ORDER);", r, r);
        }
        for (int c = 0; c < columns; c++) {
            source.line("%sw = FloatVector.fromMemorySegment(F, column%d, d, ORDER);", c == 0 ? "FloatVector " : "", c);
            for (int r = 0; r < rows; r++) {
                source.multiplyAdd("s" + r + c, "x" + r, "w");
            }
        }
    }

    private String slot(int r, int c, boolean slots) {
        return slots
                ? Source.plus(Source.plus("to", r, "across"), c, "VIRTUAL")
                : Source.plus("to", r * columns + c, "VIRTUAL");
    }

    /**
     * Of gathered examples and packed weights, from zero.
     *
     * @param wide classes that the packed weights have room for per 16 features; 5 classes lie in 8 slots
     * @param steps of 16 features per round
     */
    String scores(Element element, int wide, int steps) {
        Source source = new Source();
        List<String> parameters = new ArrayList<>();
        parameters.add(element.array());
        numbered(parameters, "int x", rows);
        parameters.addAll(
                List.of("MemorySegment weights", "long w", "int lane", "int pairs", "float[] partial", "int to"));
        source.openMethod("void", "tile" + rows + "x" + columns, parameters);
        source.open("if (weights.getClass() != NATIVE) {");
        source.line("throw new IllegalArgumentException(\"V must lie in allocated memory\");");
        source.close();
        zeros(source);
        source.line("int at = to + lane;");
        source.line("long wLane = w + 4L * lane;");
        for (int r = 0; r < rows; r++) {
            source.line("int xLane%d = x%d + lane;", r, r);
        }
        source.open("for (int j = 0; j < %s; j++) {", steps == 1 ? "2 * pairs" : "pairs");
        source.line("int d = j * %d;", 16 * steps);
        source.line("long wd = wLane + j * %dL;", 64 * wide * steps);
        for (int step = 0; step < steps; step++) {
            String type = step == 0 ? "FloatVector " : "";
            for (int r = 0; r < rows; r++) {
                source.line("%sp%d = %s;", type, r, element.load(Source.plus("xLane" + r + " + d", step, "VIRTUAL")));
            }
            for (int c = 0; c < columns; c++) {
                int at = 64 * (step * wide + c);
                source.line(
                        "%sw%d = FloatVector.fromMemorySegment(F, weights, wd%s, ORDER);",
                        type, c, at == 0 ? "" : " + " + at);
                for (int r = 0; r < rows; r++) {
                    source.multiplyAdd("s" + r + c, "p" + r, "w" + c);
                }
            }
        }
        source.close();
        storePartial(source);
        source.close();
        return source.toString();
    }

    /**
     * Of gathered examples and weights that lie packed in an array without gaps, added to sums in an array: for 16 registers.
     *
     * @param groups of classes, each a given number of elements behind the one before
     */
    String dense(Element element, int groups) {
        Source source = new Source();
        List<String> parameters = new ArrayList<>();
        parameters.add(element.array());
        numbered(parameters, "int x", rows);
        parameters.addAll(List.of("float[] weights", "int w"));
        if (groups > 1) {
            parameters.add("int next");
        }
        parameters.addAll(List.of("int lane", "int pairs", "float[] partial", "int to"));
        int group = columns / groups;
        source.openMethod("void", "dense" + rows + "x" + columns, parameters);
        source.line("int at = to + lane;");
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                String from = Source.plus("at", r * columns + c, "VIRTUAL");
                source.line("FloatVector s%d%d = FloatVector.fromArray(F, partial, %s);", r, c, from);
            }
        }
        for (int r = 0; r < rows; r++) {
            source.line("int xd%d = x%d + lane;", r, r);
        }
        source.line("int end = w + lane + %d * pairs;", 32 * group);
        source.open("for (int wd = w + lane; wd < end; wd += %d) {", 16 * group);
        for (int r = 0; r < rows; r++) {
            source.line("FloatVector p%d = %s;", r, element.loadOnce("xd" + r));
        }
        for (int c = 0; c < columns; c++) {
            String of = Source.plus("wd", c / group, "next");
            String from = Source.plus(of, c % group, "VIRTUAL");
            source.line("FloatVector w%d = FloatVector.fromArray(F, weights, %s);", c, from);
            for (int r = 0; r < rows; r++) {
                source.multiplyAdd("s" + r + c, "p" + r, "w" + c);
            }
        }
        for (int r = 0; r < rows; r++) {
            source.line("xd%d += VIRTUAL;", r);
        }
        source.close();
        storePartial(source);
        source.close();
        return source.toString();
    }

    private void zeros(Source source) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                source.line("FloatVector s%d%d = FloatVector.zero(F);", r, c);
            }
        }
    }

    /** Stores the sums as 16 floats per pair, from element {@code at} on. */
    private void storePartial(Source source) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                source.line("s%d%d.intoArray(partial, %s);", r, c, Source.plus("at", r * columns + c, "VIRTUAL"));
            }
        }
    }

    private static void numbered(List<String> list, String name, int count) {
        for (int i = 0; i < count; i++) {
            list.add(name + i);
        }
    }
}
