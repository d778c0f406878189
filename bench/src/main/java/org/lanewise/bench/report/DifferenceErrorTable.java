package org.lanewise.bench.report;

import java.util.List;
import org.lanewise.bench.benchmarks.DifferenceError;

/** Error of the numeric gradient against its step, a line a step. */
final class DifferenceErrorTable {

    private DifferenceErrorTable() {}

    /** Title and table; nothing without errors. */
    static String of(List<DifferenceError> errors) {
        if (errors.isEmpty()) {
            return "";
        }
        TextTable table =
                new TextTable().line(List.of("step size h", DifferenceError.FORWARD, DifferenceError.CENTERED));
        errors.stream()
                .map(DifferenceError::step)
                .distinct()
                .forEach(step -> table.line(List.of(
                        Numbers.scientific(step),
                        error(errors, step, DifferenceError.FORWARD),
                        error(errors, step, DifferenceError.CENTERED))));
        return "Relative error of the numeric gradient, which is not timed\n\n" + table + "\n";
    }

    private static String error(List<DifferenceError> errors, double step, String method) {
        return errors.stream()
                .filter(error -> error.step() == step && error.method().equals(method))
                .map(error -> Numbers.scientific(error.error()))
                .findFirst()
                .orElse("-");
    }
}
