package org.lanewise.datasets.internal.base;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lanewise.datasets.DatasetException;

/** Files that are looked at before they are opened: a pipe would wait for ever, and a device may have no end. */
public final class InputFile {

    private InputFile() {}

    /** Refuses what is no file. */
    public static void require(Path file) throws DatasetException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (!Files.exists(file)) {
            throw new DatasetException(missing(file));
        }
        String found = Files.isDirectory(file) ? "a directory" : "a device or a pipe";
        throw new DatasetException(file + " is " + found + ", but a file was expected; give the file.");
    }

    /** The sentence for what is not there. */
    public static String missing(Path file) {
        return Files.isSymbolicLink(file)
                ? file + " is a link that leads nowhere; repair the link."
                : file + " does not exist; check the path.";
    }

    /** Maps a file that is there, read-only; the arena owns the mapping. */
    public static MappedBytes map(Path file, Arena arena) throws IOException {
        require(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new MappedBytes(file, bytes);
        }
    }

    /** The first bytes of a file, or all if it has fewer; none of what is no file. */
    public static byte[] head(Path file, int bytes) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }

    /** What the system says of a file, as a sentence. */
    public static DatasetException explain(Path data, IOException reason) {
        String file = reason instanceof FileSystemException e && e.getFile() != null ? e.getFile() : data.toString();
        String sentence = switch (reason) {
            case NoSuchFileException gone -> missing(Path.of(file));
            case AccessDeniedException denied ->
                file + " is there, but this user may not read it; give read permission (chmod +r) to the file and"
                        + " its directories.";
            case ClosedByInterruptException interrupted ->
                "This thread was interrupted while it read " + file + "; open it again.";
            default -> file + " cannot be read (" + reason.getMessage() + ").";
        };
        return new DatasetException(sentence, reason);
    }
}
