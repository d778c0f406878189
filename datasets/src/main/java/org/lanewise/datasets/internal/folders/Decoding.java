package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.datasets.PictureReading;

/** Decodes many pictures, on all cores, some at a time, so that memory is bounded. */
final class Decoding {

    /** At a time, per core: enough that one slow picture does not hold up all. */
    private static final int PER_CORE = 8;

    private final PictureReading how;
    private final PixelDecoder decoder;
    private final KeptPixels kept;
    private int done;
    private int all;

    /** Takes what was kept from before where it is still right. */
    Decoding(PictureReading how, KeptPixels kept) {
        this.how = how;
        this.decoder = new PixelDecoder(how);
        this.kept = kept;
    }

    /** Takes the rows one after another. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] row) throws IOException;
    }

    /** Hands over a row for each picture that can be decoded, in their order. */
    CacheIndex run(List<Picture> pictures, Taker taker) throws IOException {
        all = (int) pictures.stream().filter(picture -> !kept.has(picture)).count();
        done = 0;
        List<CacheIndex.Entry> entries = new ArrayList<>(pictures.size());
        int block = PER_CORE * Runtime.getRuntime().availableProcessors();
        for (int from = 0; from < pictures.size(); from += block) {
            List<Picture> some = pictures.subList(from, Math.min(pictures.size(), from + block));
            for (PixelDecoder.Decoded picture : decode(some)) {
                entries.add(picture.entry());
                if (picture.pixels() != null) {
                    taker.take(picture.pixels());
                }
            }
        }
        return new CacheIndex(entries);
    }

    private List<PixelDecoder.Decoded> decode(List<Picture> some) {
        List<Picture> fresh =
                some.stream().filter(picture -> !kept.has(picture)).toList();
        List<PixelDecoder.Decoded> decoded =
                fresh.parallelStream().map(decoder::decode).toList();
        tell(fresh.size());
        List<PixelDecoder.Decoded> result = new ArrayList<>(some.size());
        int next = 0;
        for (Picture picture : some) {
            result.add(kept.has(picture) ? kept.of(picture) : decoded.get(next++));
        }
        return result;
    }

    private void tell(int fresh) {
        done += fresh;
        if (fresh > 0 && how.progress() != null) {
            how.progress().decoded(done, all);
        }
    }
}
