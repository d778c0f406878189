package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** A directory with {@code .npy} files that are called as the arrays of an archive. */
public final class NpyDirectoryFormat extends ArchiveFormat {

    @Override
    public String expected() {
        return "a directory with x_train.npy and y_train.npy";
    }

    @Override
    public boolean fits(Path data) throws IOException {
        return ArrayNames.areUsual(NpyDirectory.names(data));
    }

    @Override
    String title() {
        return "NumPy arrays";
    }

    @Override
    NamedArrays arrays(Path data, Arena arena) {
        return new NpyDirectory(data, arena);
    }
}
