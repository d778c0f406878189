package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.Reading;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Format;
import org.lanewise.datasets.internal.base.LabelColumn;
import org.lanewise.datasets.internal.base.Opened;
import org.lanewise.datasets.internal.base.Part;

/** A table as text with a header, or a directory with {@code train.csv} and {@code test.csv}, or one of them. */
public final class CsvFormat implements Format {

    private static final List<String> ENDINGS = List.of(".csv", ".tsv", ".txt", ".data");

    @Override
    public String expected() {
        return "a .csv or .tsv table, or a directory with train.csv and test.csv";
    }

    @Override
    public boolean fits(Path data) {
        String name = data.toString().toLowerCase(Locale.ROOT);
        return Files.isDirectory(data)
                ? find(data, "train") != null || find(data, "test") != null
                : Files.isRegularFile(data) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static Path find(Path directory, String name) {
        return ENDINGS.stream()
                .map(ending -> directory.resolve(name + ending))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Opened open(Path data, Reading reading) throws IOException {
        boolean isDirectory = Files.isDirectory(data);
        Path train = isDirectory ? find(data, "train") : data;
        Path test = isDirectory ? find(data, "test") : null;
        return Assembly.withArena(arena -> new Tables(data, reading, arena).open(train, test));
    }

    /** The tables of a data set that is being opened. */
    private record Tables(Path data, Reading reading, Arena arena) {

        Opened open(Path trainFile, Path testFile) throws IOException {
            CsvTable train = trainFile == null ? null : CsvTable.read(trainFile, reading, arena);
            CsvTable test = testFile == null ? null : readTest(train, testFile);
            List<CsvTable> tables =
                    Stream.of(train, test).filter(table -> table != null).toList();
            List<LabelColumn> labels = LabelColumn.asNumbersIfAllAre(
                    tables.stream().map(CsvTable::labels).toList());
            CsvTable first = tables.getFirst();
            FeatureForm form = new FeatureForm.Columns(
                    first.features().columns(), first.columns().numeric());
            List<Path> files = tables.stream().map(CsvTable::file).toList();
            return new Assembly("Table", data.toString(), form, files)
                    .of(part(train, labels.getFirst()), part(test, labels.getLast()), arena)
                    .with(new Opened.Remarks(first.note().stream().toList(), List.of()));
        }

        private CsvTable readTest(CsvTable train, Path file) throws IOException {
            return train == null ? CsvTable.read(file, reading, arena) : CsvTable.readLike(train, file, arena);
        }

        private static Part part(CsvTable table, LabelColumn labels) throws DatasetException {
            return table == null
                    ? null
                    : new Part(table.features(), labels, table.file().toString());
        }
    }
}
