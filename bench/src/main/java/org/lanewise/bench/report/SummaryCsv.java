package org.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code summary.csv}: the figures as other programs read them. */
public final class SummaryCsv {

    /** The first line. */
    public static final String HEADER = "benchmark,case,implementation,threads,score,unit,error,gflops,percent_of_peak,"
            + "speedup_vs_scalar,speedup_vs_best_peer,allocated_bytes_per_op,simd_against_it";

    private SummaryCsv() {}

    /**
     * The file's text.
     *
     * @param rows the rows
     * @param duels of SIMD against them: won, tied or lost
     * @return header and one line for each row; cells that do not apply are empty
     */
    public static String of(List<Row> rows, Duels duels) {
        return rows.stream()
                .map(row -> line(row, duels.with(row).map(HeadToHead::word).orElse("")))
                .collect(Collectors.joining("", HEADER + "\n", ""));
    }

    private static String line(Row row, String duel) {
        return String.join(
                        ",",
                        quoted(row.benchmark()),
                        quoted(row.name()),
                        quoted(row.implementation()),
                        String.valueOf(row.threads()),
                        Numbers.plain(row.score()),
                        quoted(row.unit()),
                        Numbers.plain(row.error()),
                        Numbers.plain(row.gflops()),
                        Numbers.plain(row.percentOfPeak()),
                        Numbers.plain(row.speedupVsScalar()),
                        Numbers.plain(row.speedupVsBestPeer()),
                        Numbers.plain(row.allocated()),
                        duel)
                + "\n";
    }

    /**
     * Reads a file back.
     *
     * @param file the file
     * @return for each line its cells, by the names in the header
     * @throws IOException if it cannot be read, or is no such file; the message says so in a sentence
     */
    public static List<Map<String, String>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).startsWith("benchmark,case,implementation,threads,")) {
            throw new IOException(file + " is no summary of a run: its first line should be " + HEADER + ".");
        }
        List<String> names = cells(lines.get(0));
        List<Map<String, String>> all = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            if (cells.size() != names.size()) {
                throw new IOException(file + ", line " + (all.size() + 2) + ": " + cells.size() + " cells instead of "
                        + names.size() + ".");
            }
            Map<String, String> byName = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                byName.put(names.get(i), cells.get(i));
            }
            all.add(byName);
        }
        return all;
    }

    /** The cells of a line; quoted ones may have commas and doubled quotes in them. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** As RFC 4180 has it. */
    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
