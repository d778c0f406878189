package org.lanewise.cli.fetch;

import java.io.IOException;

/** What has been downloaded is of no use, and is removed: to go on from it would fail for ever. */
final class UselessException extends IOException {

    private static final long serialVersionUID = 1L;

    UselessException(String message, Throwable cause) {
        super(message, cause);
    }
}
