package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** An {@code .npz} archive of features and labels. */
public final class NpzFormat extends ArchiveFormat {

    @Override
    public String expected() {
        return "an .npz archive";
    }

    @Override
    public boolean fits(Path data) throws IOException {
        return Signature.isArchive(data);
    }

    @Override
    String title() {
        return "NumPy archive";
    }

    @Override
    NamedArrays arrays(Path data, Arena arena) throws IOException {
        return new NpzArrays(data, arena);
    }
}
