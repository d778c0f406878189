package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.lanewise.core.internal.files.Replacement;
import org.lanewise.datasets.PictureReading;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.datasets.internal.base.MappedBytes;

/**
 * Decoded pictures in a file, row after row, and beside it an index.
 *
 * @param pixels the file of rows
 * @param index the file of the index
 */
record PixelCache(Path pixels, Path index) {

    private static final String FOLDER = ".lanewise-cache";

    /**
     * What a cache holds.
     *
     * @param pixels its rows
     * @param index which pictures they are
     */
    record Content(MappedBytes pixels, CacheIndex index) {}

    /** The cache of a data set, which need not be there. */
    static PixelCache of(Path data, PictureReading how) throws IOException {
        String form = how.size() + (how.isCropped() ? "-cropped" : "-squeezed");
        Path folder = how.cache() == null ? data.resolve(FOLDER) : how.cache();
        // One folder may be given for many data sets.
        String name = how.cache() == null ? form : owner(data) + "-" + form;
        return new PixelCache(folder.resolve(name + ".pixels"), folder.resolve(name + ".index"));
    }

    private static String owner(Path data) throws IOException {
        Path real = data.toRealPath();
        CRC32 sum = new CRC32();
        sum.update(real.toString().getBytes(StandardCharsets.UTF_8));
        return real.getFileName() + "-" + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** Maps it; null if it is not there, or damaged. */
    Content open(Arena arena, int rowBytes) {
        try {
            CacheIndex read = CacheIndex.read(index, pixels);
            if (read == null || Files.size(pixels) != (long) read.good() * rowBytes) {
                return null;
            }
            return new Content(InputFile.map(pixels, arena), read);
        } catch (IOException unreadable) {
            // As one that is not there.
            return null;
        }
    }

    /** Whether files can be written beside it; makes the folder. */
    boolean isWritable() {
        try {
            Files.createDirectories(pixels.getParent());
            return Files.isWritable(pixels.getParent());
        } catch (IOException closed) {
            return false;
        }
    }

    /**
     * Writes it again: first the pixels, then the index, which says that they are complete.
     *
     * @throws IOException if it cannot be written
     */
    void write(List<Picture> pictures, Decoding decoding) throws IOException {
        CacheIndex[] written = new CacheIndex[1];
        Replacement.write(pixels, out -> written[0] = decoding.run(pictures, out::write));
        written[0].write(index, pixels);
    }
}
