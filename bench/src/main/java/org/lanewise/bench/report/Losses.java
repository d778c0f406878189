package org.lanewise.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where somebody is faster than Lanewise's SIMD kernels, so that no reader has to search the tables for it. */
final class Losses {

    private Losses() {}

    /** A line for each case that is lost to somebody, in the order of the rows. */
    static List<String> of(Duels duels) {
        Map<String, List<HeadToHead>> lost = duels.all().stream()
                .filter(HeadToHead::isLost)
                .collect(Collectors.groupingBy(HeadToHead::name, LinkedHashMap::new, Collectors.toList()));
        return lost.entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + entry.getValue().stream().map(Losses::faster).collect(Collectors.joining(", ")))
                .toList();
    }

    private static String faster(HeadToHead duel) {
        return duel.other().implementation() + " is "
                + Numbers.ratio(1 / duel.ratio().value()) + " as fast";
    }
}
