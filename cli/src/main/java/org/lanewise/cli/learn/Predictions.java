package org.lanewise.cli.learn;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Json;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.Npy;

/**
 * What a classifier says of many examples: a row of numbers for each, probabilities or scores, computed block by block.
 *
 * @param classifier the classifier
 * @param kernels the kernels to use
 * @param areProbabilities whether the numbers are probabilities, else scores
 */
record Predictions(Classifier classifier, Kernels kernels, boolean areProbabilities) {

    /** Examples of a block. */
    private static final int BLOCK = 1024;

    /**
     * Examples with a name for messages and tables.
     *
     * @param name where they come from
     * @param features N x D
     */
    record Input(String name, Features features) {}

    /** Takes one answer. */
    @FunctionalInterface
    interface Taker {
        void take(int row, int best, FloatMatrix numbers, int at) throws IOException;
    }

    /** Refuses a file whose ending names no format. */
    static void requireFormat(Path out) throws InputException {
        String name = out.toString().toLowerCase(Locale.ROOT);
        if (List.of(".csv", ".jsonl", ".npy").stream().noneMatch(name::endsWith)) {
            throw new InputException("--out is " + out + "; give a name that ends in .csv, .jsonl or .npy.");
        }
    }

    /** Gives every answer to a taker, in order. */
    void each(Features features, Taker taker) throws IOException {
        for (int from = 0; from < features.rows(); from += BLOCK) {
            Features block = features.rows(from, Math.min(from + BLOCK, features.rows()));
            try (Arena arena = Arena.ofShared()) {
                FloatMatrix numbers = areProbabilities
                        ? classifier.probabilities(arena, kernels, block)
                        : classifier.scores(arena, kernels, block);
                for (int at = 0; at < numbers.rows(); at++) {
                    taker.take(from + at, Classifier.best(numbers, at), numbers, at);
                }
            }
        }
    }

    /** Writes all answers, in the format that the file's ending names. */
    void write(List<Input> inputs, Path out) throws IOException {
        String name = out.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            writeArray(inputs, out);
        } else {
            boolean isTable = name.endsWith(".csv");
            OutputFile.write(out, stream -> writeLines(inputs, isTable, stream));
        }
    }

    private void writeArray(List<Input> inputs, Path out) throws IOException {
        int rows = inputs.stream().mapToInt(input -> input.features.rows()).sum();
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix all = FloatMatrix.allocate(arena, rows, classifier.classes());
            int first = 0;
            for (Input input : inputs) {
                int begin = first;
                each(
                        input.features,
                        (row, best, numbers, at) ->
                                all.rows(begin + row, begin + row + 1).copyFrom(numbers.rows(at, at + 1)));
                first += input.features.rows();
            }
            OutputFile.makeFolder(out);
            Npy.write(out, all);
        }
    }

    private void writeLines(List<Input> inputs, boolean isTable, OutputStream out) throws IOException {
        if (isTable) {
            List<String> heads = new ArrayList<>(List.of("input", "row", "predicted"));
            heads.addAll(classifier.classNames());
            line(out, String.join(",", heads.stream().map(Predictions::quoted).toList()));
        }
        for (Input input : inputs) {
            each(
                    input.features,
                    (row, best, numbers, at) -> line(
                            out,
                            isTable
                                    ? record(input, row, best, numbers, at)
                                    : Json.text(object(input, row, best, numbers, at))));
        }
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String record(Input input, int row, int best, FloatMatrix numbers, int at) {
        StringBuilder line = new StringBuilder(quoted(input.name) + "," + row + ","
                + quoted(classifier.classNames().get(best)));
        for (int k = 0; k < numbers.columns(); k++) {
            line.append(',').append(numbers.get(at, k));
        }
        return line.toString();
    }

    private Map<String, Object> object(Input input, int row, int best, FloatMatrix numbers, int at) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int k = 0; k < numbers.columns(); k++) {
            all.put(classifier.classNames().get(k), numbers.get(at, k));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("input", input.name);
        object.put("row", row);
        object.put("predicted", classifier.classNames().get(best));
        object.put(areProbabilities ? "probabilities" : "scores", all);
        return object;
    }

    /** A field of a table (RFC 4180). */
    private static String quoted(String text) {
        boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
