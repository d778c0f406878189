package org.lanewise.cifar;

import java.io.IOException;

/**
 * A file or directory can be read, but it is not in the binary layout of CIFAR. The
 * message is one sentence that names the file, what was found, what was expected and what to do.
 */
public final class CifarFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its sentence.
     *
     * @param message names the file, what was found, what was expected and what to do
     */
    public CifarFormatException(String message) {
        super(message);
    }
}
