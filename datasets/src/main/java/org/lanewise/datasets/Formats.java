package org.lanewise.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;
import org.lanewise.datasets.internal.arrays.IdxFormat;
import org.lanewise.datasets.internal.arrays.NpyDirectoryFormat;
import org.lanewise.datasets.internal.arrays.NpzFormat;
import org.lanewise.datasets.internal.arrays.SafetensorsFormat;
import org.lanewise.datasets.internal.arrays.SeparateFiles;
import org.lanewise.datasets.internal.base.CifarDirectories;
import org.lanewise.datasets.internal.base.Compression;
import org.lanewise.datasets.internal.base.Format;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.datasets.internal.base.Opened;
import org.lanewise.datasets.internal.folders.PictureFolders;
import org.lanewise.datasets.internal.text.CsvFormat;
import org.lanewise.datasets.internal.text.LibsvmFormat;
import org.lanewise.datasets.internal.text.NumberRows;
import org.lanewise.learn.file.ArrayFileException;

/** All formats, in the order in which they are asked; and their failures as one exception, except for those of CIFAR. */
final class Formats {

    private static final Format CIFAR = new CifarDirectories();

    private static final List<Format> OTHERS = List.of(
            new IdxFormat(),
            new NpyDirectoryFormat(),
            new NpzFormat(),
            new SafetensorsFormat(),
            new LibsvmFormat(),
            new CsvFormat(),
            new PictureFolders());

    private Formats() {}

    static Opened open(Path data, Reading reading) throws IOException {
        // Its sentences are its own.
        return CIFAR.fits(data) ? CIFAR.open(data, reading) : explained(data, () -> openOther(data, reading));
    }

    private static Opened openOther(Path data, Reading reading) throws IOException {
        if (!Files.isDirectory(data)) {
            InputFile.require(data);
        }
        for (Format format : OTHERS) {
            if (format.fits(data)) {
                return format.open(data, reading);
            }
        }
        throw unknown(data);
    }

    static Opened open(ArrayFiles files) throws DatasetException {
        return explained(files.features(), () -> SeparateFiles.open(files));
    }

    static Features features(Path file, Arena arena) throws DatasetException {
        return explained(
                file,
                () -> !SeparateFiles.fits(file) && NumberRows.isText(file)
                        ? NumberRows.read(file, arena)
                        : SeparateFiles.features(file, arena));
    }

    static float[] weights(Path file) throws DatasetException {
        return explained(file, () -> SeparateFiles.weights(file));
    }

    private static DatasetException unknown(Path data) throws IOException {
        String tool = Compression.toolFor(data);
        if (tool != null) {
            return new DatasetException(data + " is compressed; unpack it with " + tool
                    + " and give what comes out, or its directory if it is one of MNIST's files.");
        }
        if (SeparateFiles.isArray(data)) {
            return new DatasetException(
                    data + " is one array, but features and labels were expected; give both, each as a"
                            + " file, or the directory that they are in under their usual names, such as x_train.npy and"
                            + " y_train.npy.");
        }
        String expected = Stream.concat(Stream.of(CIFAR), OTHERS.stream())
                .map(Format::expected)
                .collect(Collectors.joining(", "));
        return new DatasetException(data + " is no data set that can be opened; give " + expected
                + ", or features and labels as files of one array each.");
    }

    /** Opens something. */
    private interface Opening<T> {
        T open() throws IOException;
    }

    private static <T> T explained(Path data, Opening<T> opening) throws DatasetException {
        try {
            return opening.open();
        } catch (DatasetException sentence) {
            throw sentence;
        } catch (ArrayFileException | LostDataException sentence) {
            throw new DatasetException(sentence.getMessage(), sentence);
        } catch (UncheckedIOException listing) {
            throw InputFile.explain(data, listing.getCause());
        } catch (IOException reason) {
            throw InputFile.explain(data, reason);
        }
    }
}
