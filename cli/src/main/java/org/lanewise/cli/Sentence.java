package org.lanewise.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.lanewise.core.internal.files.Printable;

/** Says what went wrong in one sentence. */
final class Sentence {

    private Sentence() {}

    /** The message of an exception; where that is no sentence, one that is. */
    static String of(Exception failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return of(file.getFile() + what(file));
        }
        if (failure.getMessage() == null || failure.getMessage().isBlank()) {
            return of("something unforeseen happened (" + failure + "); set LANEWISE_TRACE=1 to see where");
        }
        return of(failure.getMessage());
    }

    private static String what(FileSystemException file) {
        if (file instanceof NoSuchFileException) {
            return " does not exist; check the path";
        }
        if (file instanceof AccessDeniedException) {
            return " may not be read or written; check its permissions";
        }
        if (file instanceof NotDirectoryException) {
            return " is no directory; give another path";
        }
        if (file instanceof FileAlreadyExistsException) {
            return " exists already; remove it or give another path";
        }
        return " cannot be used (" + file.getClass().getSimpleName() + ")";
    }

    /** One line that ends as sentences do, fit for a terminal: it may hold what a file, a server or the user said. */
    static String of(String message) {
        String line = Printable.of(message.strip());
        return line.endsWith(".") || line.endsWith("?") ? line : line + ".";
    }
}
