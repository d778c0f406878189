package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.LabelColumn;

/** Labels of an array: whole numbers, bools or texts, of one dimension or in a single column. */
final class ArrayLabels {

    private final ArraySource array;
    private final LabelColumn.Builder labels;

    private ArrayLabels(ArraySource array) {
        this.array = array;
        this.labels = new LabelColumn.Builder(array.name());
    }

    /** Reads them all. */
    static LabelColumn of(ArraySource array) throws IOException {
        requireVector(array);
        return new ArrayLabels(array).read();
    }

    private static void requireVector(ArraySource array) throws DatasetException {
        List<Integer> shape = array.shape();
        if (shape.size() == 1 || shape.size() == 2 && shape.get(1) == 1) {
            return;
        }
        String found = array.name() + " has the shape " + shape + ", but labels are one number or text per example; ";
        throw new DatasetException(
                shape.size() == 2 && !array.type().isText()
                        ? found + "if these are one-hot rows, save their argmax(axis=1)."
                        : found + "check which array has the labels.");
    }

    private LabelColumn read() throws IOException {
        array.eachBlock((block, first) -> {
            for (int at = 0; at < block.limit(); at += array.element().bytes()) {
                labels.add(label(block, at));
            }
        });
        return labels.build();
    }

    private Comparable<?> label(ByteBuffer block, int at) throws DatasetException {
        return switch (array.type()) {
            case UNICODE -> unicode(block, at);
            case ASCII -> ascii(block, at);
            default -> array.type().whole() == null ? wholeOf(block, at) : whole(block, at);
        };
    }

    private Long whole(ByteBuffer block, int at) throws DatasetException {
        long value = array.type().whole().at(block, at);
        if (value < 0 && array.type() == ElementType.U8) {
            throw refuse(Long.toUnsignedString(value), "labels are at most " + Long.MAX_VALUE);
        }
        return value;
    }

    /** A float that is a whole number. */
    private Long wholeOf(ByteBuffer block, int at) throws DatasetException {
        double value = array.type().real().at(block, at);
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw refuse(String.valueOf(value), "labels are whole numbers or texts; check which array has the labels");
        }
        return (long) value;
    }

    private String unicode(ByteBuffer block, int at) throws DatasetException {
        int end = at + array.element().bytes();
        while (end > at && block.getInt(end - Integer.BYTES) == 0) {
            end -= Integer.BYTES;
        }
        StringBuilder text = new StringBuilder();
        for (int i = at; i < end; i += Integer.BYTES) {
            int character = block.getInt(i);
            boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (!Character.isValidCodePoint(character) || surrogate) {
                throw refuse("the character " + Integer.toHexString(character), "there is no such character");
            }
            text.appendCodePoint(character);
        }
        return text(text.toString());
    }

    private String ascii(ByteBuffer block, int at) throws DatasetException {
        int end = at + array.element().bytes();
        while (end > at && block.get(end - 1) == 0) {
            end--;
        }
        return text(new String(block.array(), at, end - at, StandardCharsets.UTF_8));
    }

    private String text(String text) throws DatasetException {
        if (text.isEmpty()) {
            throw refuse("an empty text", "each class needs a name");
        }
        return text;
    }

    private DatasetException refuse(String found, String expected) {
        return new DatasetException(array.name() + " holds " + found + " in row " + labels.size()
                + " (the first is 0), but " + expected + ".");
    }
}
