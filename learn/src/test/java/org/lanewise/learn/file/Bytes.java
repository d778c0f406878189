package org.lanewise.learn.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Files written byte by byte, as numpy or somebody with bad intentions would write them. */
final class Bytes {

    private Bytes() {}

    /** An {@code .npy} file of version 1.0 without padding. */
    static byte[] npy(String header, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(text.length & 0xFF);
        out.write(text.length >>> 8);
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }

    static byte[] npy(String type, boolean fortran, String shape, byte[] data) {
        String order = fortran ? "True" : "False";
        return npy("{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }", data);
    }

    static byte[] floats(ByteOrder order, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(order);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    /** A zip file of deflated entries; names and contents in turn. */
    static byte[] zip(Object... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** An archive with other bytes as one of its arrays. */
    static byte[] with(byte[] archive, String name, byte[] content) throws IOException {
        List<Object> namesAndContents = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                namesAndContents.add(entry.getName());
                byte[] old = zip.readAllBytes();
                namesAndContents.add(entry.getName().equals(name + ".npy") ? content : old);
            }
        }
        return zip(namesAndContents.toArray());
    }
}
