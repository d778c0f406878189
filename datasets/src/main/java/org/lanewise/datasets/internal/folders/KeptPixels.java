package org.lanewise.datasets.internal.folders;

import java.util.HashMap;
import java.util.Map;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.datasets.internal.base.MappedBytes;

/** Pixels of an old cache, of which those of unchanged pictures are taken over. */
final class KeptPixels {

    private final MappedBytes pixels;
    private final int rowBytes;
    private final Map<Picture.State, Integer> rows;
    private final Map<Picture.State, CacheIndex.Entry> entries = new HashMap<>();

    private KeptPixels(MappedBytes pixels, int rowBytes, CacheIndex index) {
        this.pixels = pixels;
        this.rowBytes = rowBytes;
        this.rows = index.rows();
        index.entries().forEach(entry -> entries.put(entry.state(), entry));
    }

    static KeptPixels none() {
        return new KeptPixels(null, 0, CacheIndex.EMPTY);
    }

    static KeptPixels of(PixelCache.Content cache, int rowBytes) {
        return new KeptPixels(cache.pixels(), rowBytes, cache.index());
    }

    boolean has(Picture picture) {
        return entries.containsKey(picture.state());
    }

    PixelDecoder.Decoded of(Picture picture) {
        CacheIndex.Entry entry = entries.get(picture.state());
        return new PixelDecoder.Decoded(entry.isGood() ? row(rows.get(entry.state())) : null, entry);
    }

    private byte[] row(int row) {
        byte[] bytes = new byte[rowBytes];
        long offset = (long) row * rowBytes;
        pixels.copy(segment -> GuardedCopies.bytes(segment, offset, bytes, 0, rowBytes));
        return bytes;
    }
}
