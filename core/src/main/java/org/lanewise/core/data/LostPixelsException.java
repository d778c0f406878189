package org.lanewise.core.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Pixels of a mapped file could not be read, because someone cut the file short after it was mapped, or its disk failed. The
 * message names the file. What was being computed is half written.
 *
 * <p>Reading a mapped file beyond its end is an {@link InternalError} of the virtual machine, which says nothing; who reads
 * many pixels catches it and throws what {@link #explain} makes of it. HotSpot raises it for ordinary accesses; a vector load
 * that meets a missing page in code compiled by C2 may end the virtual machine instead (seen on JDK 25), so do not cut files
 * short that are being trained on.
 */
public final class LostPixelsException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    private LostPixelsException(String message, InternalError fault) {
        super(message, new IOException(message, fault));
    }

    /**
     * Finds the image that cannot be read.
     *
     * @param images what was read
     * @param fault what the virtual machine threw
     * @return the exception to throw, if there is such an image
     * @throws InternalError the fault itself, if all images can be read: it has another cause
     */
    public static LostPixelsException explain(PixelMatrix images, InternalError fault) {
        int row = firstLost(images);
        if (row < 0) {
            throw fault;
        }
        return new LostPixelsException(
                images.origin(row) + " was cut short, or its disk failed, while it was being read: restore the file and"
                        + " open it again.",
                fault);
    }

    private static int firstLost(PixelMatrix images) {
        int row = 0;
        try {
            for (; row < images.rows(); row++) {
                if (isLost(images, row)) {
                    return row;
                }
            }
            return -1;
        } catch (InternalError late) {
            // Compiled code throws it at the next poll for a safepoint, which may be out here.
            return Math.min(row, images.rows() - 1);
        }
    }

    /** Pages are there or not, and a row lies on two at most; so its ends tell. */
    private static boolean isLost(PixelMatrix images, int row) {
        MemorySegment segment = images.segment(row);
        long first = images.offset(row);
        try {
            segment.get(ValueLayout.JAVA_BYTE, first);
            segment.get(ValueLayout.JAVA_BYTE, first + images.columns() - 1);
            return false;
        } catch (InternalError lost) {
            return true;
        }
    }
}
