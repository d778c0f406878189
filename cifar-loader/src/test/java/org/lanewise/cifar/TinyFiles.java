package org.lanewise.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files of a few records in the genuine layout, with pixels that tell where they are. */
final class TinyFiles {

    private TinyFiles() {}

    /** CIFAR-10: one record for each label. */
    static Path cifar10(Path file, int... labels) throws IOException {
        byte[] bytes = new byte[labels.length * 3073];
        for (int record = 0; record < labels.length; record++) {
            bytes[record * 3073] = (byte) labels[record];
            fillPixels(bytes, record * 3073 + 1, record);
        }
        return Files.write(file, bytes);
    }

    /** CIFAR-100: one record for each pair of a coarse and a fine label. */
    static Path cifar100(Path file, int[]... labels) throws IOException {
        byte[] bytes = new byte[labels.length * 3074];
        for (int record = 0; record < labels.length; record++) {
            bytes[record * 3074] = (byte) labels[record][0];
            bytes[record * 3074 + 1] = (byte) labels[record][1];
            fillPixels(bytes, record * 3074 + 2, record);
        }
        return Files.write(file, bytes);
    }

    private static void fillPixels(byte[] bytes, int from, int record) {
        for (int pixel = 0; pixel < 3072; pixel++) {
            bytes[from + pixel] = (byte) pixel(record, pixel);
        }
    }

    /** Value of a pixel of a record; 251 is prime, so that no shift by a row or plane looks the same. */
    static int pixel(int record, int pixel) {
        return (pixel * 7 + record * 13) % 251;
    }
}
