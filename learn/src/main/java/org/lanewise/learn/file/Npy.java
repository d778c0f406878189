package org.lanewise.learn.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.files.Replacement;

/**
 * Single arrays in numpy's {@code .npy} format (numpy enhancement proposal 1).
 *
 * <p>Writing makes version 1.0, little-endian, row-major, {@code <f4}, {@code <i8} and {@code <U}. Reading also takes
 * versions 2.0 and 3.0, either byte order, Fortran order, {@code f8} (rounded to float; finite numbers beyond the range
 * of float are refused) and {@code i4}, of at most two dimensions. Memory is in proportion to the file, whatever a
 * header claims.
 */
public final class Npy {

    private Npy() {}

    /**
     * Reads an {@code .npy} file.
     *
     * @param file the file
     * @return the array
     * @throws ArrayFileException if it is not such a file, is cut short or goes on after the data
     * @throws IOException if it cannot be read
     */
    public static NpyArray read(Path file) throws IOException {
        requireRegular(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new NpyReader(in, file.toString(), Files.size(file)).array();
        }
    }

    /**
     * Looks for the array of an {@code .npy} file, of any type that data sets have, and reads its header alone.
     *
     * @param file the file
     * @return what it is and where it lies
     * @throws ArrayFileException if it is not such a file, is cut short or goes on after the data
     * @throws IOException if it cannot be read
     */
    public static StoredArray find(Path file) throws IOException {
        requireRegular(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            NpyHeader header = NpyHeader.read(in, file.toString(), NpyTypes.OF_DATA);
            requireData(file, header);
            return StoredArray.lying(file, file.toString(), header, header.bytes());
        }
    }

    private static void requireData(Path file, NpyHeader header) throws IOException {
        long bytes = Files.size(file) - header.bytes();
        if (header.elements() > bytes / header.size()) {
            throw new ArrayFileException(file + " should have " + header.elements() + " elements of " + header.size()
                    + " bytes, but has " + bytes + " bytes of data: it was cut short, so write or copy it again.");
        }
        if (header.dataBytes() < bytes) {
            throw new ArrayFileException(file + " goes on after its " + header.dataBytes() + " bytes of data.");
        }
    }

    /**
     * Writes a matrix as an {@code .npy} file of two dimensions, row by row, without a copy of it.
     *
     * @param file the file; replaced if it exists
     * @param matrix rows x columns
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public static void write(Path file, FloatMatrix matrix) throws IOException {
        Replacement.write(file, NpyContent.of(matrix)::writeTo);
    }

    /** Refuses what is there and no file; opening a pipe would wait for ever, and a device may have no end. */
    static void requireRegular(Path file) throws ArrayFileException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            String found = Files.isDirectory(file) ? "a directory" : "a device or a pipe";
            throw new ArrayFileException(file + " is " + found + ", but a file of arrays was expected; give the file.");
        }
    }

    /**
     * Writes an {@code .npy} file: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @param array the array
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public static void write(Path file, NpyArray array) throws IOException {
        Replacement.write(file, NpyContent.of(array)::writeTo);
    }
}
