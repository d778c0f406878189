package org.lanewise.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** {@code summary.csv}: the figures as other programs read them. */
public final class SummaryCsv {

    /** The first line. */
    public static final String HEADER = "benchmark,case,implementation,threads,score,unit,error,gflops,percent_of_peak,"
            + "speedup_vs_scalar,speedup_vs_best_peer";

    private SummaryCsv() {}

    /**
     * The file's text.
     *
     * @param rows the rows
     * @return header and one line a row; cells that do not apply are empty
     */
    public static String of(List<Row> rows) {
        return rows.stream().map(SummaryCsv::line).collect(Collectors.joining("", HEADER + "\n", ""));
    }

    private static String line(Row row) {
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
                        Numbers.plain(row.speedupVsBestPeer()))
                + "\n";
    }

    /** As RFC 4180 has it. */
    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
