package org.lanewise.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files written byte by byte, as other programs or somebody with bad intentions would write them. */
final class Written {

    private Written() {}

    /** An {@code .npy} file of version 1.0, its data at a multiple of 64 bytes. */
    static byte[] npy(String type, boolean fortran, String shape, byte[] data) {
        String order = fortran ? "True" : "False";
        String text = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        text += " ".repeat(Math.floorMod(-(10 + text.length() + 1), 64)) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length(), 0});
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return out.toByteArray();
    }

    static byte[] npy(String type, String shape, byte[] data) {
        return npy(type, false, shape, data);
    }

    static byte[] floats(String shape, float... values) {
        return npy("<f4", shape, f4(ByteOrder.LITTLE_ENDIAN, values));
    }

    static byte[] integers(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return npy("<i8", "(" + values.length + ",)", bytes.array());
    }

    static byte[] f4(ByteOrder order, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** A zip file; names and contents in turn. */
    static byte[] zip(int method, Object... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = (byte[]) namesAndContents[i + 1];
                ZipEntry entry = new ZipEntry(namesAndContents[i] + ".npy");
                CRC32 checksum = new CRC32();
                checksum.update(content);
                entry.setMethod(method);
                entry.setSize(content.length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] stored(Object... namesAndContents) {
        return zip(ZipEntry.STORED, namesAndContents);
    }

    static byte[] deflated(Object... namesAndContents) {
        return zip(ZipEntry.DEFLATED, namesAndContents);
    }

    /** An IDX file of a type such as 8, bytes. */
    static byte[] idx(int type, int[] shape, byte... data) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
        bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
        for (int length : shape) {
            bytes.putInt(length);
        }
        return bytes.put(data).array();
    }

    static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(data);
        }
        return out.toByteArray();
    }

    static byte[] safetensors(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    static Path file(Path directory, String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    static Path text(Path directory, String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
