package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.datasets.PictureReading;
import org.lanewise.datasets.internal.base.OffHeap;

/**
 * The pixels of pictures, in a mapped cache, or in memory if there is no cache.
 *
 * @param pixels row after row
 * @param index which pictures they are, and what is wrong with those that have no row
 * @param file the cache; null if they are in memory
 */
record DecodedPictures(MemorySegment pixels, CacheIndex index, Path file) {

    /** Decodes those that were not decoded before. */
    static DecodedPictures of(Path data, List<Picture> pictures, PictureReading how, Arena arena) throws IOException {
        PixelCache cache = PixelCache.of(data, how);
        int rowBytes = new PixelDecoder(how).bytes();
        PixelCache.Content content = cache.open(arena, rowBytes);
        if (content == null || !content.index().isOf(pictures)) {
            content = renewed(cache, content, pictures, how, arena);
        }
        return content == null
                ? inMemory(pictures, how, arena)
                : new DecodedPictures(content.pixels().segment(), content.index(), cache.pixels());
    }

    /** The cache after it was written; null if it cannot be. */
    private static PixelCache.Content renewed(
            PixelCache cache, PixelCache.Content old, List<Picture> pictures, PictureReading how, Arena arena) {
        int rowBytes = new PixelDecoder(how).bytes();
        if (!cache.isWritable()) {
            return null;
        }
        KeptPixels kept = old == null ? KeptPixels.none() : KeptPixels.of(old, rowBytes);
        try {
            cache.write(pictures, new Decoding(how, kept));
        } catch (IOException full) {
            return null;
        }
        return cache.open(arena, rowBytes);
    }

    private static DecodedPictures inMemory(List<Picture> pictures, PictureReading how, Arena arena)
            throws IOException {
        int rowBytes = new PixelDecoder(how).bytes();
        MemorySegment pixels = OffHeap.allocate(arena, (long) pictures.size() * rowBytes, "All pictures together");
        long[] at = {0};
        CacheIndex index = new Decoding(how, KeptPixels.none()).run(pictures, row -> {
            MemorySegment.copy(MemorySegment.ofArray(row), 0, pixels, at[0], rowBytes);
            at[0] += rowBytes;
        });
        return new DecodedPictures(pixels, index, null);
    }
}
