package org.lanewise.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.DifferenceError;

/** {@code gradient-error.csv}: errors of numeric gradients as other programs read them. */
public final class DifferenceErrorCsv {

    /** The first line. */
    public static final String HEADER = "difference,step,relative_error";

    private DifferenceErrorCsv() {}

    /**
     * The file's text.
     *
     * @param errors the errors
     * @return header and one line an error
     */
    public static String of(List<DifferenceError> errors) {
        return errors.stream()
                .map(error ->
                        error.method() + "," + Numbers.plain(error.step()) + "," + Numbers.plain(error.error()) + "\n")
                .collect(Collectors.joining("", HEADER + "\n", ""));
    }
}
