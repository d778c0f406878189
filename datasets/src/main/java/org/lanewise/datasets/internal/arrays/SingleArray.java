package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.learn.file.Npy;

/**
 * The only array of a file of any format, and what has to stay open while it is read.
 *
 * @param array the array
 * @param archive what it lies in, or null
 */
record SingleArray(ArraySource array, NamedArrays archive) implements AutoCloseable {

    private static final int MOST_SHOWN = 500;

    /** Opens a file; the arena owns the mapping. */
    static SingleArray open(Path file, Arena arena) throws IOException {
        InputFile.require(file);
        if (Signature.isNpy(file)) {
            return new SingleArray(NumpyArrays.of(Npy.find(file), arena), null);
        }
        if (Signature.isArchive(file)) {
            return only(new NpzArrays(file, arena), file);
        }
        if (Idx.fits(file)) {
            return new SingleArray(Idx.open(file, arena), null);
        }
        if (Signature.isSafetensors(file)) {
            return only(new Safetensors(file, arena), file);
        }
        throw new DatasetException(
                file + " is no array: .npy, .npz or .safetensors with one array, or an IDX file was expected.");
    }

    private static SingleArray only(NamedArrays arrays, Path file) throws IOException {
        try {
            List<String> names = arrays.names();
            if (names.size() != 1) {
                throw new DatasetException(file + " has " + names.size() + " arrays ("
                        + Printable.of(String.join(", ", names), MOST_SHOWN)
                        + "), but one was expected; open it as a data set, or save the array alone.");
            }
            return new SingleArray(arrays.array(names.getFirst()), arrays);
        } catch (IOException | RuntimeException failure) {
            arrays.close();
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }
}
