package org.lanewise.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;

/** Cases in words, as README.md calls them: {@code --filter} and files have short names instead. */
public final class CaseNames {

    private static final Map<Pattern, String> WORDS = words();

    private CaseNames() {}

    private static Map<Pattern, String> words() {
        Map<Pattern, String> words = new LinkedHashMap<>();
        words.put(Pattern.compile("matmul/square-(\\d+)"), "matrix product, $1 cubed");
        words.put(Pattern.compile("matmul/square-(\\d+)-(\\w+)"), "matrix product, $1 cubed, $2");
        words.put(Pattern.compile("matmul/rectangle-(\\d+)x(\\d+)x(\\d+)"), "matrix product, ($1 x $3)($3 x $2)");
        String d = String.valueOf(CaseList.FEATURES);
        words.put(Pattern.compile("matmul/forward-K(\\d+)-B(\\d+)"), "scores, ($2 x " + d + ")(" + d + " x $1)");
        words.put(Pattern.compile("matmul/backward-K(\\d+)-B(\\d+)"), "gradient, ($1 x $2)($2 x " + d + ")");
        words.put(Pattern.compile("softmax/rows-of-(\\d+)"), "softmax, rows of $1");
        words.put(Pattern.compile(BenchmarkCase.STEP + "/B1"), "training step of 1 image");
        words.put(Pattern.compile(BenchmarkCase.STEP + "/B(\\d+)"), "training step of $1 images");
        words.put(Pattern.compile(BenchmarkCase.FLOATS + "/pixels-B(\\d+)"), "training step of $1, pixels as floats");
        words.put(
                Pattern.compile(BenchmarkCase.FLOATS + "/embeddings-K(\\d+)-B(\\d+)"),
                "training step of $2 embeddings, $1 classes");
        words.put(Pattern.compile(BenchmarkCase.THREADS + "/step-B(\\d+)"), "training step of $1 images, two threads");
        words.put(Pattern.compile(BenchmarkCase.THREADS + "/square-(\\d+)"), "matrix product, $1 cubed, two threads");
        words.put(Pattern.compile(BenchmarkCase.PREDICT + "/one-image"), "scores of one image for each call");
        words.put(Pattern.compile(BenchmarkCase.FEATURES + "/patches-(\\d+)"), "features of patches, $1 filters");
        words.put(
                Pattern.compile(BenchmarkCase.FEATURES + "/hidden-(\\d+)-B(\\d+)"),
                "training step of $2 images, $1 hidden units");
        words.put(Pattern.compile(BenchmarkCase.EPOCH + "/(\\d+)-images-by-(\\d+)"), "epoch of $1 images by $2");
        return words;
    }

    /**
     * A case in words.
     *
     * @param row one of its rows
     * @return the words; its short name if there are none for it
     */
    public static String of(Row row) {
        String id = row.benchmark() + "/" + row.name();
        for (Map.Entry<Pattern, String> each : WORDS.entrySet()) {
            Matcher matcher = each.getKey().matcher(id);
            if (matcher.matches()) {
                return matcher.replaceAll(each.getValue());
            }
        }
        return row.name();
    }
}
