package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.learn.file.NpyHeader;
import org.lanewise.learn.file.StoredArray;

/** Arrays of numpy as all others. */
final class NumpyArrays {

    private NumpyArrays() {}

    /**
     * An array that was found.
     *
     * @param arena owns the mapping of its file
     */
    static ArraySource of(StoredArray array, Arena arena) throws IOException {
        NpyHeader header = array.header();
        ArraySource.Element element = new ArraySource.Element(type(header), header.order(), header.size());
        ArraySource.Layout layout = new ArraySource.Layout(header.shape(), header.fortran() && !isVector(header));
        return new ArraySource(array.what(), array.file(), element, layout, content(array, arena));
    }

    private static Content content(StoredArray array, Arena arena) throws IOException {
        long bytes = array.header().dataBytes();
        if (array.isPacked()) {
            return new PackedContent(array.what(), bytes, reader -> array.unpack(reader::read));
        }
        MappedContent content = new MappedContent(InputFile.map(array.file(), arena), array.offset(), bytes);
        if (content.offset() > content.bytes().size() - bytes) {
            throw new DatasetException(array.what() + " was cut short while it was opened; write or copy it again.");
        }
        return content;
    }

    /** Of one column, both orders are the same. */
    private static boolean isVector(NpyHeader header) {
        return header.shape().size() < 2;
    }

    private static ElementType type(NpyHeader header) {
        return switch (header.kind()) {
            case 'b' -> ElementType.BOOL;
            case 'U' -> ElementType.UNICODE;
            case 'S' -> ElementType.ASCII;
            case 'f' -> real(header.size());
            case 'u' -> unsigned(header.size());
            default -> signed(header.size());
        };
    }

    private static ElementType real(int bytes) {
        return switch (bytes) {
            case 2 -> ElementType.F2;
            case 4 -> ElementType.F4;
            default -> ElementType.F8;
        };
    }

    private static ElementType unsigned(int bytes) {
        return switch (bytes) {
            case 1 -> ElementType.U1;
            case 2 -> ElementType.U2;
            case 4 -> ElementType.U4;
            default -> ElementType.U8;
        };
    }

    private static ElementType signed(int bytes) {
        return switch (bytes) {
            case 1 -> ElementType.I1;
            case 2 -> ElementType.I2;
            case 4 -> ElementType.I4;
            default -> ElementType.I8;
        };
    }
}
