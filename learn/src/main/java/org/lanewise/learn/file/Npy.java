package org.lanewise.learn.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.core.internal.files.Replacement;

/**
 * Single arrays in numpy's {@code .npy} format (numpy enhancement proposal 1).
 *
 * <p>Written are version 1.0, little-endian, row-major {@code <f4}, {@code <i8} and {@code <U}. Read are also versions 2.0
 * and 3.0, either byte order, Fortran order, {@code f8} (rounded to float; what is finite and beyond float's range is
 * refused) and {@code i4}, of at most two dimensions. Memory is in proportion to the file, whatever a header claims.
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
