package org.lanewise.cli;

import java.io.IOException;

/** What the user gave cannot be worked with: exit code 2. The message is one sentence that says what to do. */
public final class InputException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its sentence.
     *
     * @param message what was given, what was expected and what to do
     */
    public InputException(String message) {
        super(message);
    }
}
