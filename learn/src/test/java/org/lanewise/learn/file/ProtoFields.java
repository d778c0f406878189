package org.lanewise.learn.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message of protocol buffers, read field by field as its specification says; it shares nothing with what writes them. */
record ProtoFields(List<Field> fields) {

    /** A field: a number, or bytes if they are not null. */
    record Field(int number, long value, byte[] bytes) {}

    static ProtoFields of(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            long value = varint(in);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field((int) (tag >> 3), value, null));
                case 2 -> {
                    byte[] bytes = new byte[Math.toIntExact(value)];
                    in.get(bytes);
                    fields.add(new Field((int) (tag >> 3), value, bytes));
                }
                default -> throw new AssertionError("wire type of tag " + tag);
            }
        }
        return new ProtoFields(fields);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<Field> all(int number) {
        return fields.stream().filter(field -> field.number == number).toList();
    }

    private Field only(int number) {
        if (all(number).size() != 1) {
            throw new AssertionError(all(number).size() + " fields " + number);
        }
        return all(number).getFirst();
    }

    long number(int number) {
        return only(number).value;
    }

    List<Long> numbers(int number) {
        return all(number).stream().map(Field::value).toList();
    }

    String text(int number) {
        return new String(only(number).bytes, StandardCharsets.UTF_8);
    }

    List<String> texts(int number) {
        return all(number).stream()
                .map(field -> new String(field.bytes, StandardCharsets.UTF_8))
                .toList();
    }

    ProtoFields message(int number) {
        return of(only(number).bytes);
    }

    List<ProtoFields> messages(int number) {
        return all(number).stream().map(field -> of(field.bytes)).toList();
    }

    float[] floats(int number) {
        float[] floats = new float[only(number).bytes.length / Float.BYTES];
        ByteBuffer.wrap(only(number).bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }
}
