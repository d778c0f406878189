package org.lanewise.learn.file;

import java.io.IOException;

/**
 * A file is there and can be read, but it is not the array, archive, model or checkpoint that was asked for. The message is
 * one sentence that names the file and the entry, what was found and what was expected.
 */
public final class ArrayFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its sentence.
     *
     * @param message names the file, what was found and what was expected
     */
    public ArrayFileException(String message) {
        super(message);
    }
}
