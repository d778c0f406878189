package org.lanewise.datasets.internal.folders;

import java.nio.file.Path;
import java.util.List;
import org.lanewise.datasets.DatasetException;

/** The pictures of a data set that cannot be decoded. */
final class BadPictures {

    private final Path data;
    private final int all;
    private final List<CacheIndex.Entry> bad;

    BadPictures(Path data, CacheIndex index) {
        this.data = data;
        this.all = index.entries().size();
        this.bad = index.entries().stream().filter(entry -> !entry.isGood()).toList();
    }

    void requireNone() throws DatasetException {
        if (bad.isEmpty()) {
            return;
        }
        String advice = bad.size() == all
                ? "; give a folder of pictures that can be decoded."
                : "; repair or remove them, or leave them out with --skip-bad (Reading.withSkipBad).";
        throw new DatasetException(counted() + " cannot be decoded, the first is " + first() + advice);
    }

    /** What is to be said if they are left out. */
    List<String> notes() {
        return bad.isEmpty()
                ? List.of()
                : List.of(counted() + " cannot be decoded and are skipped, the first is " + first() + ".");
    }

    private String counted() {
        return bad.size() + " of " + all + " pictures in " + data;
    }

    private String first() {
        CacheIndex.Entry first = bad.getFirst();
        // It reads "a.png, which is damaged".
        return data.resolve(first.state().name()) + ", which" + first.fault();
    }
}
