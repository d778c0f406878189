package org.lanewise.cli.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.core.internal.files.Replacement;

/** Writes a file whole or not at all, and the folder that it is in. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Writes a file; one that exists is replaced.
     *
     * @param file the file; its folder is made if it is missing
     * @param content what it holds
     * @throws IOException if it cannot be written; nothing has changed then
     */
    public static void write(Path file, Replacement.Content content) throws IOException {
        makeFolder(file);
        Replacement.write(file, content);
    }

    /**
     * Makes the folder that a file is to be in, if it is missing; that of what a link leads to.
     *
     * @param file the file
     * @throws IOException if it cannot be made
     */
    public static void makeFolder(Path file) throws IOException {
        Files.createDirectories(Replacement.followed(file).getParent());
    }

    /**
     * Writes a text file in UTF-8; one that exists is replaced.
     *
     * @param file the file; its folder is made if it is missing
     * @param text what it holds
     * @throws IOException if it cannot be written; nothing has changed then
     */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
