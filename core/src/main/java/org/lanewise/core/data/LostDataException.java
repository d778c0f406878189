package org.lanewise.core.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.core.internal.Faults;

/**
 * Pixels or floats of a mapped file could not be read or written, because someone cut the file short after it was mapped, or its
 * disk is full or failed. The message names the file. What was being computed is half written.
 *
 * <p>Touching a page of a mapped file that is not there is an {@link InternalError} of the virtual machine, which says
 * nothing; code that touches many pages catches it, and throws what {@code explain} returns. HotSpot raises it for
 * ordinary accesses and, on x86, bulk copies, in compiled code not where it happens but a little later. A vector load
 * or store of other code, compiled by C2 into a method that has neither, ends the virtual machine instead (JDK 25), as
 * does a bulk copy of more than 80 bytes on Arm; so an implementation of kernels copies images by {@link
 * Features#copyRow} or a loop of ordinary reads. Kernels never touch floats of mapped files, see {@code Kernels}.
 */
public final class LostDataException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    /** Bytes of the smallest page there is. */
    private static final int PAGE = 4096;

    private LostDataException(String file, InternalError fault) {
        this(
                file
                        + " was cut short, or its disk is full or failed, while it was in use: restore the file and"
                        + " open it again.",
                new IOException(fault));
    }

    private LostDataException(String message, IOException cause) {
        super(message, cause);
    }

    /**
     * Finds the image that cannot be read.
     *
     * @param fault what the virtual machine threw
     * @param read what was being read
     * @return the exception to throw, if there is such an image
     * @throws InternalError the fault itself, if all images can be read: it has another cause
     */
    public static LostDataException explain(InternalError fault, Features... read) {
        for (Features images : read) {
            int row = firstLost(images);
            if (row >= 0) {
                String origin = images.origin(row);
                boolean unknown = origin.equals(Features.UNKNOWN_ORIGIN);
                long address = images.segment(row).address() + images.offset(row);
                return new LostDataException(unknown ? MappedFiles.at(address) : origin, fault);
            }
        }
        throw fault;
    }

    /**
     * Names the files that matrices are mapped from.
     *
     * @param fault what the virtual machine threw
     * @param touched what was being read or written
     * @return the exception to throw, if one of them is mapped from a file
     * @throws InternalError the fault itself, if none is: it has another cause
     */
    public static LostDataException explain(InternalError fault, FloatMatrix... touched) {
        String files = Stream.of(touched)
                .filter(matrix -> matrix.segment().isMapped())
                .map(matrix -> MappedFiles.at(matrix.segment().address() + matrix.offset()))
                .distinct()
                .collect(Collectors.joining(" or "));
        if (files.isEmpty()) {
            throw fault;
        }
        return new LostDataException(files, fault);
    }

    /**
     * Throws the fault that this thread had as it read or wrote memory, if that can have been one of a mapped file: to be called
     * before a {@code catch} ends that waits for it, for compiled code throws it late.
     *
     * @param memory what was read or written
     * @throws InternalError the fault
     */
    public static void raise(MemorySegment memory) {
        Faults.raise(memory);
    }

    private static int firstLost(Features images) {
        for (int row = 0; row < images.rows() && images.columns() > 0; row++) {
            if (isLost(images, row)) {
                return row;
            }
        }
        return -1;
    }

    /** Pages are there or not, so a byte of each tells. */
    private static boolean isLost(Features images, int row) {
        MemorySegment segment = images.segment(row);
        long first = images.offset(row);
        try {
            for (long at = 0; at < images.rowBytes(); at += PAGE) {
                Faults.probe(segment, first + at);
            }
            Faults.probe(segment, first + images.rowBytes() - 1);
            return false;
        } catch (InternalError lost) {
            return true;
        }
    }
}
