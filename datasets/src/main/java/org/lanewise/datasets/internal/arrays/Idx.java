package org.lanewise.datasets.internal.arrays;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.datasets.internal.base.MappedBytes;
import org.lanewise.learn.file.Npz;

/**
 * A file in the format of MNIST, IDX: two zero bytes, the type, the number of dimensions, their lengths with the highest byte
 * first, and the elements. A compressed one (gzip) may unpack to {@link Npz#EXPANSION} times its size, or {@link
 * Npz#ALWAYS_ALLOWED} bytes if that is more.
 */
final class Idx {

    private static final int MOST_DIMENSIONS = 4;

    private final Path file;
    private final boolean packed;

    private Idx(Path file, boolean packed) {
        this.file = file;
        this.packed = packed;
    }

    /** Whether a file begins as one, compressed or not. */
    static boolean fits(Path file) throws IOException {
        byte[] head = InputFile.head(file, 4);
        if (head.length < 4) {
            return false;
        }
        boolean raw =
                head[0] == 0 && head[1] == 0 && typeOf(head[2]) != null && head[3] >= 1 && head[3] <= MOST_DIMENSIONS;
        return raw || isGzip(head);
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    }

    /** Looks at an array; the arena owns the mapping. */
    static ArraySource open(Path file, Arena arena) throws IOException {
        InputFile.require(file);
        return new Idx(file, isGzip(InputFile.head(file, 4))).read(arena);
    }

    /**
     * What a header says.
     *
     * @param type of the elements
     * @param shape the length of each dimension
     * @param bytes bytes of all elements
     */
    private record Header(ElementType type, List<Integer> shape, long bytes) {

        int length() {
            return 4 + 4 * shape.size();
        }
    }

    private ArraySource read(Arena arena) throws IOException {
        Header header;
        try (InputStream in = unpacked()) {
            header = header(in);
        }
        ArraySource.Element element = ArraySource.Element.of(header.type(), ByteOrder.BIG_ENDIAN);
        ArraySource.Layout layout = new ArraySource.Layout(header.shape(), false);
        return new ArraySource(file.toString(), file, element, layout, content(header, arena));
    }

    private Content content(Header header, Arena arena) throws IOException {
        if (packed) {
            requireProportion(header.bytes());
            return new PackedContent(file.toString(), header.bytes(), this::unpack);
        }
        MappedBytes mapped = InputFile.map(file, arena);
        requireLength(header, mapped.size());
        return new MappedContent(mapped, header.length(), header.bytes());
    }

    private InputStream unpacked() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        if (!packed) {
            return in;
        }
        try {
            return new GZIPInputStream(in);
        } catch (ZipException | EOFException damaged) {
            in.close();
            throw damaged(damaged);
        }
    }

    private void unpack(PackedContent.Reader reader) throws IOException {
        try (InputStream in = unpacked()) {
            header(in);
            reader.read(in);
        } catch (ZipException | EOFException damaged) {
            throw damaged(damaged);
        }
    }

    private DatasetException damaged(IOException reason) {
        return new DatasetException(file + " is damaged (" + reason.getMessage() + "); download it again.", reason);
    }

    private Header header(InputStream in) throws IOException {
        try {
            return header(new DataInputStream(in));
        } catch (ZipException damaged) {
            throw damaged(damaged);
        } catch (EOFException end) {
            throw new DatasetException(file + " ends within its header; download it again.", end);
        }
    }

    private Header header(DataInputStream in) throws IOException {
        int zeros = in.readUnsignedShort();
        int code = in.readUnsignedByte();
        int dimensions = in.readUnsignedByte();
        ElementType type = typeOf(code);
        if (zeros != 0 || type == null || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new DatasetException(file + " is no IDX file: two zero bytes, a type from 8 to 14 and 1 to "
                    + MOST_DIMENSIONS + " dimensions were expected, but it begins with " + zeros + ", " + code + " and "
                    + dimensions + ".");
        }
        List<Integer> shape = new ArrayList<>();
        long bytes = type.bytes();
        for (int i = 0; i < dimensions; i++) {
            long length = Integer.toUnsignedLong(in.readInt());
            if (length > Integer.MAX_VALUE || length > 0 && bytes > Long.MAX_VALUE / length) {
                throw new DatasetException(file + " claims a dimension of " + length
                        + ", more than can be; it is damaged, so download it again.");
            }
            bytes *= length;
            shape.add((int) length);
        }
        return new Header(type, shape, bytes);
    }

    private static ElementType typeOf(int code) {
        return switch (code) {
            case 0x08 -> ElementType.U1;
            case 0x09 -> ElementType.I1;
            case 0x0B -> ElementType.I2;
            case 0x0C -> ElementType.I4;
            case 0x0D -> ElementType.F4;
            case 0x0E -> ElementType.F8;
            default -> null;
        };
    }

    private void requireLength(Header header, long fileBytes) throws DatasetException {
        long found = fileBytes - header.length();
        if (found != header.bytes()) {
            throw new DatasetException(file + " has " + found + " bytes of data, but its header says " + header.shape()
                    + ", which are " + header.bytes() + "; download it again.");
        }
    }

    private void requireProportion(long bytes) throws IOException {
        long most = Math.max(Npz.ALWAYS_ALLOWED, Npz.EXPANSION * Files.size(file));
        if (bytes > most) {
            throw new DatasetException(file + " claims " + bytes + " bytes of data, but a file of " + Files.size(file)
                    + " bytes may unpack to " + most + " at most; if that is right, unpack it with gunzip.");
        }
    }
}
