package org.lanewise.cli.value;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lanewise.cli.InputException;
import picocli.CommandLine.ITypeConverter;

/** A path. None is the empty one: that would be the current directory, where a script's variable was meant that is not set. */
public final class GivenPath implements ITypeConverter<Path> {

    /** A converter. */
    public GivenPath() {}

    @Override
    public Path convert(String text) throws InputException {
        return of(text);
    }

    /**
     * A path.
     *
     * @param text what was given
     * @return it as a path
     * @throws InputException if it cannot be one; says what to give
     */
    public static Path of(String text) throws InputException {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException noPath) {
            // As below.
        }
        throw new InputException("the path of a file or directory");
    }
}
