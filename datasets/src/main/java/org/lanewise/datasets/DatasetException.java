package org.lanewise.datasets;

import java.io.IOException;

/**
 * A file or directory is not a data set that can be read. The message is one sentence that names the file, the record or
 * the argument, what was found, what was expected and what to do.
 */
public final class DatasetException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its sentence.
     *
     * @param message names the file, what was found, what was expected and what to do
     */
    public DatasetException(String message) {
        super(message);
    }

    /**
     * An exception with its sentence and its cause.
     *
     * @param message names the file, what was found, what was expected and what to do
     * @param cause what happened
     */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
