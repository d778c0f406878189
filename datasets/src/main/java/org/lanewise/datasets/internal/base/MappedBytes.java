package org.lanewise.datasets.internal.base;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;

/**
 * A mapped file. Its bytes are copied in bulk before anything looks at them, because only a bulk copy notices safely that the
 * file was cut short.
 *
 * @param file the file
 * @param segment its bytes
 */
public record MappedBytes(Path file, MemorySegment segment) {

    private static final int PAGE = 4096;

    /** {@return the length of the file when it was mapped} */
    public long size() {
        return segment.byteSize();
    }

    /** A bulk copy out of the segment. */
    @FunctionalInterface
    public interface Copy {
        void from(MemorySegment segment);
    }

    /**
     * Copies bytes.
     *
     * @throws LostDataException if the file was cut short after it was mapped
     */
    public void copy(Copy copy) {
        try {
            copy.from(segment);
            LostDataException.raise(segment);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, pages());
        }
    }

    /** A byte of each page, by which it is found whether the page is there. */
    private Features pages() {
        int pages = Math.toIntExact(Math.ceilDiv(size(), PAGE));
        return Features.of(Features.Element.BYTE, segment, 0, pages, 1, PAGE, file.toString());
    }
}
