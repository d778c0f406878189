package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.InputFile;
import org.lanewise.datasets.internal.base.MappedBytes;

/**
 * The tensors of a {@code .safetensors} file: the length of the header in 8 bytes, the header in JSON, and the elements with the
 * lowest byte first, row after row. No two tensors may share a byte, and all have to lie within the file.
 */
final class Safetensors implements NamedArrays {

    private static final int LENGTH_BYTES = 8;
    private static final long LONGEST_HEADER = 1 << 24;
    private static final int MOST_DIMENSIONS = 8;

    /** What is no tensor: texts of who wrote the file. */
    private static final String METADATA = "__metadata__";

    private final Path file;
    private final MappedBytes bytes;
    private final long start;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /**
     * What the header says of a tensor.
     *
     * @param type of its elements, as the file has it
     * @param shape the length of each dimension
     * @param from where it begins, behind the header
     * @param to where it ends
     */
    private record Tensor(String type, List<Integer> shape, long from, long to) {}

    Safetensors(Path file, Arena arena) throws IOException {
        this.file = file;
        this.bytes = InputFile.map(file, arena);
        long header = headerBytes();
        this.start = LENGTH_BYTES + header;
        for (Map.Entry<String, Object> entry : json((int) header).entrySet()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
            }
        }
        requireApart();
    }

    private long headerBytes() throws DatasetException {
        if (bytes.size() < LENGTH_BYTES) {
            throw new DatasetException(file + " has " + bytes.size() + " bytes, but a .safetensors file begins with "
                    + LENGTH_BYTES + "; write or download it again.");
        }
        long header = ByteBuffer.wrap(read(0, LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (header < 0 || header > LONGEST_HEADER || header > bytes.size() - LENGTH_BYTES) {
            throw new DatasetException(file + " claims a header of " + Long.toUnsignedString(header)
                    + " bytes, but one within the file, of at most " + LONGEST_HEADER
                    + ", was expected; write or download it again.");
        }
        return header;
    }

    private Map<String, Object> json(int header) throws DatasetException {
        return Json.object(new String(read(LENGTH_BYTES, header), StandardCharsets.UTF_8), file.toString());
    }

    private byte[] read(long from, int count) {
        byte[] read = new byte[count];
        bytes.copy(segment -> GuardedCopies.bytes(segment, from, read, 0, count));
        return read;
    }

    private Tensor tensor(String name, Object json) throws DatasetException {
        if (json instanceof Map<?, ?> fields
                && fields.get("dtype") instanceof String type
                && fields.get("shape") instanceof List<?> shape
                && fields.get("data_offsets") instanceof List<?> offsets
                && offsets.size() == 2
                && offsets.getFirst() instanceof Long from
                && offsets.getLast() instanceof Long to
                && shape.size() <= MOST_DIMENSIONS) {
            List<Integer> lengths = lengths(name, shape);
            if (from < 0 || to < from || to > bytes.size() - start) {
                throw new DatasetException(
                        what(name) + " should lie from byte " + from + " to " + to + " of " + (bytes.size() - start)
                                + "; the file was cut short or is damaged, so write or download it again.");
            }
            return new Tensor(type, lengths, from, to);
        }
        throw new DatasetException(what(name) + " is not described by a dtype, a shape of at most " + MOST_DIMENSIONS
                + " dimensions and two data_offsets; write the file again.");
    }

    private List<Integer> lengths(String name, List<?> shape) throws DatasetException {
        List<Integer> lengths = new ArrayList<>();
        for (Object length : shape) {
            if (!(length instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
                throw new DatasetException(what(name) + " has the shape " + Printable.of(shape.toString(), 200)
                        + ", which cannot be; write the file again.");
            }
            lengths.add(Math.toIntExact(number));
        }
        return lengths;
    }

    private void requireApart() throws DatasetException {
        List<Map.Entry<String, Tensor>> sorted = new ArrayList<>(tensors.entrySet());
        sorted.sort((a, b) -> Long.compare(a.getValue().from(), b.getValue().from()));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).getValue().from() < sorted.get(i - 1).getValue().to()) {
                throw new DatasetException(file + " has two tensors that share bytes, "
                        + Printable.of(sorted.get(i - 1).getKey(), 100) + " and "
                        + Printable.of(sorted.get(i).getKey(), 100)
                        + "; it is damaged, so write or download it again.");
            }
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public ArraySource array(String name) throws DatasetException {
        Tensor tensor = tensors.get(name);
        ElementType type = type(name, tensor);
        long length = tensor.to() - tensor.from();
        if (length % type.bytes() != 0 || !isProduct(tensor.shape(), length / type.bytes())) {
            throw new DatasetException(what(name) + " has " + length + " bytes, but " + type.title() + " of the shape "
                    + tensor.shape() + " was expected; write or download it again.");
        }
        return new ArraySource(
                what(name),
                file,
                ArraySource.Element.of(type, ByteOrder.LITTLE_ENDIAN),
                new ArraySource.Layout(tensor.shape(), false),
                new MappedContent(bytes, start + tensor.from(), length));
    }

    private static boolean isProduct(List<Integer> shape, long elements) {
        long product = shape.contains(0) ? 0 : 1;
        for (int length : shape) {
            if (length > 0 && product > elements / length) {
                return false;
            }
            product *= length;
        }
        return product == elements;
    }

    private ElementType type(String name, Tensor tensor) throws DatasetException {
        return switch (tensor.type()) {
            case "BOOL" -> ElementType.BOOL;
            case "U8" -> ElementType.U1;
            case "I8" -> ElementType.I1;
            case "U16" -> ElementType.U2;
            case "I16" -> ElementType.I2;
            case "U32" -> ElementType.U4;
            case "I32" -> ElementType.I4;
            case "U64" -> ElementType.U8;
            case "I64" -> ElementType.I8;
            case "F16" -> ElementType.F2;
            case "BF16" -> ElementType.BF2;
            case "F32" -> ElementType.F4;
            case "F64" -> ElementType.F8;
            default ->
                throw new DatasetException(what(name) + " has elements of type " + Printable.of(tensor.type(), 50)
                        + ", but only BOOL, U8 to U64, I8 to I64, F16, BF16, F32 and F64 are read; convert it.");
        };
    }

    private String what(String name) {
        return "Tensor " + Printable.of(name, 100) + " of " + file;
    }

    @Override
    public List<Path> files(List<String> names) {
        return List.of(file);
    }

    /** The mapping belongs to the arena. */
    @Override
    public void close() {}
}
