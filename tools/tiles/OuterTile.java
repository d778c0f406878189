import java.util.List;

/**
 * Writes outer-product tiles: rows x vectors of sums stay in registers while k runs; in each round the vectors of a row
 * of B are loaded, and an element of every row of A is broadcast and multiplied with all of them.
 *
 * @param name name of the method
 * @param rows rows of the tile
 * @param vectors vectors of a row
 */
record OuterTile(String name, int rows, int vectors) {

    private static final String NOT_ALLOCATED = """
            if (a.getClass() != NATIVE || b.getClass() != NATIVE || c.getClass() != NATIVE) {
                        throw new IllegalArgumentException("A, B and C must lie in allocated memory");
                    }""";

    /** On packed A and B, for blocked products; begins with zeros, or with what C holds. */
    String packed(boolean first) {
        Source source = new Source();
        source.openMethod(
                "void",
                name,
                List.of(
                        "int depth",
                        "float[] a",
                        "int ia",
                        "MemorySegment b",
                        "long bOffset",
                        "MemorySegment c",
                        "long offset",
                        "long stride"));
        slices(source, false);
        begin(source, first);
        source.open("for (int k = 0; k < depth * A_K; k += A_K) {");
        source.line("long bRow = bOffset + (long) k * (NR_BYTES / A_K);");
        for (int v = 0; v < vectors; v++) {
            source.line(
                    "FloatVector %s = FloatVector.fromMemorySegment(F, b, %s, ORDER);",
                    b(v), Source.plus("bRow", v, "BYTES"));
        }
        for (int r = 0; r < rows; r++) {
            row(source, "c", r, "x", "b", "a[" + Source.plus("ia + k", r, "A_ROW") + "]");
        }
        source.close();
        store(source);
        source.close();
        return source.toString();
    }

    /** On B as it lies and gathered factors of A, for flat products; begins with zeros, or with what C holds. */
    String flat(boolean first, boolean lastRows) {
        return flat(first ? "zero" : "rows", lastRows);
    }

    /** The same, but begins with sums in an array. */
    String flatFromArray() {
        return flat("sums", false);
    }

    private String flat(String begin, boolean lastRows) {
        Source source = new Source();
        String end = begin.equals("sums") ? "float[] sums" : lastRows ? "int last" : null;
        List<String> parameters = List.of(
                "int depth",
                "float[] factors",
                "int f",
                "MemorySegment b",
                "long bOffset",
                "long bStride",
                "MemorySegment c",
                "long offset",
                "long stride");
        source.openMethod("void", name, end == null ? parameters : append(parameters, end));
        slices(source, lastRows);
        if (begin.equals("sums")) {
            for (int r = 0; r < rows; r++) {
                for (int v = 0; v < vectors; v++) {
                    source.line(
                            "FloatVector %s = FloatVector.fromArray(F, sums, %s);",
                            c(r, v), Source.times(r * vectors + v, "L"));
                }
            }
        } else {
            begin(source, begin.equals("zero"));
        }
        source.open("for (int k = 0; k < depth; k++) {");
        rowOfB(source);
        for (int r = 0; r < rows; r++) {
            row(source, "c", r, "x", "b", "factors[f + k * FACTORS" + (r == 0 ? "" : " + " + r) + "]");
        }
        source.close();
        store(source);
        source.close();
        return source.toString();
    }

    /** On A and B as they lie, for small products; begins with zeros. */
    String direct() {
        Source source = new Source();
        source.openMethod(
                "void",
                name,
                List.of(
                        "int depth",
                        "MemorySegment a",
                        "long aOffset",
                        "long aStride",
                        "MemorySegment b",
                        "long bOffset",
                        "long bStride",
                        "MemorySegment c",
                        "long offset",
                        "long stride"));
        source.line("%s", NOT_ALLOCATED);
        for (int r = 0; r < rows; r++) {
            source.line("MemorySegment a%d = a.asSlice(%s, depth * 4L);", r, Source.plus("aOffset", r, "aStride"));
        }
        slices(source, false);
        begin(source, true);
        source.open("for (int k = 0; k < depth; k++) {");
        rowOfB(source);
        for (int r = 0; r < rows; r++) {
            row(source, "c", r, "x", "b", "a" + r + ".get(FLOAT, k * 4L)");
        }
        source.close();
        store(source);
        source.close();
        return source.toString();
    }

    /**
     * Of score gradients and the features of a block of examples, which begins with one packed tile of the weight
     * gradient and ends in another, or the same.
     */
    String gradient(Element element) {
        Source source = new Source();
        source.openMethod(
                "void",
                name,
                List.of(
                        element.array(),
                        "int x",
                        "int stride",
                        "int examples",
                        "float[] g",
                        "float[] begin",
                        "int from",
                        "float[] end",
                        "int to"));
        for (int i = 0; i < rows * vectors; i++) {
            source.line(
                    "FloatVector s%d%s = FloatVector.fromArray(F, begin, %s);",
                    i / vectors, letter(i % vectors), Source.plus("from", i, "L"));
        }
        source.open("for (int i = 0; i < examples; i++) {");
        source.line("int row = x + i * stride;");
        source.line("int at = i * %d;", rows);
        for (int v = 0; v < vectors; v++) {
            source.line("FloatVector p%s = %s;", letter(v), element.loadOnce(Source.plus("row", v, "L")));
        }
        for (int r = 0; r < rows; r++) {
            row(source, "s", r, "gi", "p", "g[at" + (r == 0 ? "" : " + " + r) + "]");
        }
        source.close();
        for (int i = 0; i < rows * vectors; i++) {
            source.line(
                    "s%d%s.intoArray(end, %s);", i / vectors, letter(i % vectors), Source.plus("to", i, "L"));
        }
        source.close();
        return source.toString();
    }

    private void slices(Source source, boolean lastRows) {
        for (int r = 0; r < rows; r++) {
            String offset = lastRows && r > 0
                    ? "offset + Math.min(" + r + ", last) * stride"
                    : Source.plus("offset", r, "stride");
            source.line("MemorySegment row%d = c.asSlice(%s, %s);", r, offset, Source.times(vectors, "BYTES"));
        }
    }

    private void begin(Source source, boolean zero) {
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                if (zero) {
                    source.line("FloatVector %s = FloatVector.zero(F);", c(r, v));
                } else {
                    source.line(
                            "FloatVector %s = FloatVector.fromMemorySegment(F, row%d, %s, ORDER);",
                            c(r, v), r, Source.times(v, "BYTES"));
                }
            }
        }
    }

    private void rowOfB(Source source) {
        source.line("MemorySegment row = b.asSlice(bOffset + k * bStride, %s);", Source.times(vectors, "BYTES"));
        for (int v = 0; v < vectors; v++) {
            source.line(
                    "FloatVector %s = FloatVector.fromMemorySegment(F, row, %s, ORDER);",
                    b(v), Source.times(v, "BYTES"));
        }
    }

    /** An element of A times the vectors of a row of B. */
    private void row(Source source, String sum, int r, String x, String vector, String element) {
        source.line("%s%s = FloatVector.broadcast(F, %s);", r == 0 ? "FloatVector " : "", x, element);
        for (int v = 0; v < vectors; v++) {
            source.multiplyAdd(
                    sum.equals("c") ? c(r, v) : sum + r + letter(v), x, vector.equals("b") ? b(v) : vector + letter(v));
        }
    }

    private void store(Source source) {
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                source.line("%s.intoMemorySegment(row%d, %s, ORDER);", c(r, v), r, Source.times(v, "BYTES"));
            }
        }
    }

    private String c(int r, int v) {
        return vectors == 1 ? "c" + r : "c" + r + letter(v);
    }

    private String b(int v) {
        return vectors == 1 ? "bv" : "b" + letter(v);
    }

    private static char letter(int v) {
        return (char) ('a' + v);
    }

    private static List<String> append(List<String> list, String last) {
        return java.util.stream.Stream.concat(list.stream(), java.util.stream.Stream.of(last))
                .toList();
    }
}
