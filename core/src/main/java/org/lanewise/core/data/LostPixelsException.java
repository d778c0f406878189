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
 * many pixels catches it and throws what {@link #explain} makes of it. HotSpot raises it for ordinary accesses and bulk copies.
 * A vector load of other code, compiled by C2 into a method that has neither, ends the virtual machine instead (JDK 25); so
 * who implements kernels copies images by {@link MemorySegment#copy} or reads a byte of them in the same method.
 */
public final class LostPixelsException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    private LostPixelsException(String message, InternalError fault) {
        super(message, new IOException(message, fault));
    }

    /**
     * Finds the image that cannot be read.
     *
     * @param fault what the virtual machine threw
     * @param read what was being read
     * @return the exception to throw, if there is such an image
     * @throws InternalError the fault itself, if all images can be read: it has another cause
     */
    public static LostPixelsException explain(InternalError fault, PixelMatrix... read) {
        for (PixelMatrix images : read) {
            int row = firstLost(images);
            if (row >= 0) {
                return new LostPixelsException(
                        images.origin(row) + " was cut short, or its disk failed, while it was being read: restore the"
                                + " file and open it again.",
                        fault);
            }
        }
        throw fault;
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
