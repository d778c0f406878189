package org.lanewise.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesWhatResultsAreMadeOf() {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("zero", 0.0);
        results.put("name", "a \"b\" \\ c\n\u00e9");
        results.put("list", Arrays.asList(1, null, true, Path.of("a", "b")));
        results.put("arrays", List.of(new double[] {1.5, 1e-10}, new int[] {-1}, new long[] {}));
        results.put("nested", Map.of("x", 2.5f));
        assertEquals(
                "{\"zero\": 0.0, \"name\": \"a \\\"b\\\" \\\\ c\\u000a\u00e9\", \"list\": [1, null, true, \"a/b\"],"
                        + " \"arrays\": [[1.5, 1.0E-10], [-1], []], \"nested\": {\"x\": 2.5}}",
                Json.text(results));
    }

    @Test
    void hasNoNumberForNanAndInfinity() {
        assertEquals("[null, null]", Json.text(new double[] {Double.NaN, Double.POSITIVE_INFINITY}));
        assertEquals("null", Json.text(Float.NaN));
    }
}
