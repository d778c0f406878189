package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.implementations.Implementations;

class CaseNamesTest {

    private static final double NONE = Double.NaN;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matmul | square-512 | matrix product, 512 cubed",
                "matmul | square-512-NT | matrix product, 512 cubed, NT",
                "matmul | forward-K10-B32 | scores, (32 x 3072)(3072 x 10)",
                "matmul | backward-K10-B256 | gradient, (10 x 256)(256 x 3072)",
                "step | B1 | training step of 1 image",
                "step | B16 | training step of 16 images",
                "threads | step-B16 | training step of 16 images, two threads",
                "loader | open | open",
            })
    void aCaseIsCalledAsInTheReadme(String benchmark, String name, String words) {
        assertEquals(words, CaseNames.of(row(benchmark, name)));
    }

    @Test
    void whateverPeersRaceInHasWordsOfItsOwn() {
        List<BenchmarkCase> raced = CaseList.of(Mode.FULL).stream()
                .filter(each -> each.implementations().stream().anyMatch(Implementations::isPeer))
                .toList();
        List<String> words = raced.stream()
                .map(each -> CaseNames.of(row(each.benchmark(), each.name())))
                .toList();
        assertEquals(words.size(), new HashSet<>(words).size());
        for (int i = 0; i < words.size(); i++) {
            assertNotEquals(raced.get(i).name(), words.get(i));
        }
    }

    private static Row row(String benchmark, String name) {
        return new Row(benchmark, name, "simd", 1, NONE, "", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, List.of());
    }
}
