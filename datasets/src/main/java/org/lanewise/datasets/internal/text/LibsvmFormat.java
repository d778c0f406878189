package org.lanewise.datasets.internal.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.Reading;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Format;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.datasets.internal.base.Opened;
import org.lanewise.datasets.internal.base.Part;

/** Lines of a label and {@code index:value} in a file, and perhaps a test set beside it, which is called the same with .t. */
public final class LibsvmFormat implements Format {

    private static final int HEAD = 4096;
    private static final String TEST = ".t";

    /** An example without features. */
    private static final Pattern LABEL = Pattern.compile("\\s*[0-9.eE+-]+\\s*");

    /** Also with labels or a field that are refused, so that it is said why. */
    private static final Pattern LINE = Pattern.compile("\\s*[0-9.eE+-]+(,[0-9.eE+-]+)*\\s+(qid:\\S+\\s+)?[0-9]+:");

    @Override
    public String expected() {
        return "lines of a label and index:value as libsvm has them";
    }

    @Override
    public boolean fits(Path data) throws IOException {
        String head = new String(InputFile.head(data, HEAD), StandardCharsets.ISO_8859_1);
        return head.lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("#")
                        && !LABEL.matcher(line).matches())
                .findFirst()
                .map(line -> LINE.matcher(line).lookingAt())
                .orElse(false);
    }

    @Override
    public Opened open(Path data, Reading reading) throws IOException {
        Path beside = data.resolveSibling(data.getFileName() + TEST);
        LibsvmFile train = LibsvmFile.measure(data);
        LibsvmFile test = Files.isRegularFile(beside) ? LibsvmFile.measure(beside) : null;
        int width = Math.max(train.columns(), test == null ? 0 : test.columns());
        if (width == 0) {
            throw new DatasetException(
                    data + " has labels and no features; index:value was expected behind each label.");
        }
        return Assembly.withArena(arena -> open(train, test, width, arena));
    }

    private static Opened open(LibsvmFile train, LibsvmFile test, int width, Arena arena) throws IOException {
        Part first = train.read(width, arena);
        Part second = test == null ? null : test.read(width, arena);
        List<Path> files = test == null ? List.of(train.file()) : List.of(train.file(), test.file());
        FeatureForm form = new FeatureForm.Columns(width, List.of());
        return new Assembly("libsvm text", train.file().toString(), form, files).of(first, second, arena);
    }
}
