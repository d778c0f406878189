package org.lanewise.datasets.internal.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;

/** Records of a table in UTF-8, one after another. Which character is between its columns, its first line tells. */
final class CsvReader implements AutoCloseable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Characters of the first line that are looked at. */
    private static final int LONGEST_HEADER = 1 << 22;

    private final Path file;
    private final BoundedText bounds;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    CsvReader(Path file) throws IOException {
        InputFile.require(file);
        this.file = file;
        this.bounds = new BoundedText(file, StandardCharsets.UTF_8.newDecoder());
        BufferedReader text = new BufferedReader(bounds);
        try {
            this.parser = parser(text);
            this.records = parser.iterator();
        } catch (IOException | RuntimeException failure) {
            text.close();
            throw explain(failure);
        }
    }

    private static CSVParser parser(BufferedReader text) throws IOException {
        skipMark(text);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .get();
        return CSVParser.builder().setReader(text).setFormat(format).get();
    }

    private static void skipMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    /** Comma, semicolon or tab: the one that the first line has most often outside of quotes. */
    private static char delimiter(BufferedReader text) throws IOException {
        text.mark(LONGEST_HEADER);
        int[] counts = new int[128];
        boolean quoted = false;
        int character = text.read();
        for (int i = 1; i < LONGEST_HEADER && character >= 0 && character != '\n'; i++) {
            quoted ^= character == '"';
            if (!quoted && character < counts.length) {
                counts[character]++;
            }
            character = text.read();
        }
        text.reset();
        char most = counts[';'] > counts[','] ? ';' : ',';
        return counts['\t'] > counts[most] ? '\t' : most;
    }

    /** {@return the next record, or null at the end} */
    List<String> next() throws IOException {
        bounds.beginRecord();
        try {
            return records.hasNext() ? records.next().toList() : null;
        } catch (RuntimeException failure) {
            throw explain(failure);
        }
    }

    /** {@return the line that the last record ended on; the first is 1} */
    long line() {
        return parser.getCurrentLineNumber();
    }

    private IOException explain(Exception failure) {
        Throwable reason = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (reason instanceof CharacterCodingException) {
            return new DatasetException(file + " is not text in UTF-8; convert it, as with iconv -t utf-8.", failure);
        }
        return reason instanceof DatasetException sentence
                ? sentence
                : new DatasetException(
                        file + " is no table, because a quote is in a wrong place (" + reason.getMessage()
                                + "); correct that line.",
                        failure);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
