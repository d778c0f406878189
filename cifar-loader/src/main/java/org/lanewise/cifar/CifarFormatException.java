package org.lanewise.cifar;

import java.io.IOException;

/**
 * A file or directory is there and can be read, but what it holds is not what the CIFAR binary layout asks for. The
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
