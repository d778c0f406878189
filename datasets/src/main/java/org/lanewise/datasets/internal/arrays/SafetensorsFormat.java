package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** A {@code .safetensors} file of features and labels. */
public final class SafetensorsFormat extends ArchiveFormat {

    @Override
    public String expected() {
        return "a .safetensors file";
    }

    @Override
    public boolean fits(Path data) throws IOException {
        return Signature.isSafetensors(data);
    }

    @Override
    String title() {
        return "safetensors";
    }

    @Override
    NamedArrays arrays(Path data, Arena arena) throws IOException {
        return new Safetensors(data, arena);
    }
}
