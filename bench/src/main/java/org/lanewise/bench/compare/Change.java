package org.lanewise.bench.compare;

import org.lanewise.bench.report.Ratio;

/**
 * How the speed of one case and implementation changed.
 *
 * @param id benchmark, case and implementation
 * @param ratio speed of the new run relative to the old: below 1 it became slower
 */
public record Change(String id, Ratio ratio) {

    /** {@return the verdict in a word or two} */
    public String word() {
        return switch (ratio.verdict()) {
            case SLOWER -> "SLOWER";
            case FASTER -> "faster";
            case SAME -> "within noise";
            case UNKNOWN -> "not known";
        };
    }
}
