package org.lanewise.bench.report;

import org.lanewise.bench.report.Ratio.Verdict;

/**
 * Lanewise's SIMD kernels against somebody else in one case.
 *
 * @param simd Lanewise's row
 * @param other the row of somebody else
 * @param ratio of the speed of SIMD to that of the other one
 */
public record HeadToHead(Row simd, Row other, Ratio ratio) {

    /** {@return benchmark and case} */
    public String name() {
        return simd.benchmark() + "/" + simd.name();
    }

    /** {@return whether the other one is faster, by more than forks scatter} */
    public boolean isLost() {
        return ratio.verdict() == Verdict.SLOWER;
    }

    /** {@return {@code won}, {@code lost}, or {@code tied} within the spread of the forks; empty if nobody knows} */
    public String word() {
        return word(ratio.verdict());
    }

    /**
     * What a verdict is called in a duel.
     *
     * @param verdict of SIMD's speed relative to the other
     * @return the word
     */
    public static String word(Verdict verdict) {
        return switch (verdict) {
            case FASTER -> "won";
            case SAME -> "tied";
            case SLOWER -> "lost";
            case UNKNOWN -> "";
        };
    }
}
