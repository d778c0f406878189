package org.lanewise.cli.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.cli.InputException;
import org.lanewise.core.internal.files.Replacement;
import picocli.CommandLine.ITypeConverter;

/** A file to write: looked at before any work, so that an hour of it is not lost to a path that cannot be. */
public final class OutputPath implements ITypeConverter<Path> {

    /** Made by picocli. */
    public OutputPath() {}

    @Override
    public Path convert(String text) throws InputException {
        return require(GivenPath.of(text));
    }

    /**
     * Refuses what no file can take the place of, and a folder where none can be made.
     *
     * @param path the path of a file; the file and its folder need not exist
     * @return the path
     * @throws InputException with what to give instead
     */
    public static Path require(Path path) throws InputException {
        Path target = followed(path);
        if (Files.isDirectory(target)) {
            throw new InputException("the path of a file, for that is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // Such as /dev/null, which a file would replace.
            throw new InputException("the path of a file, for that is no regular one");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new InputException("another path, for that file is write-protected");
        }
        Path folder = target.getParent();
        while (!Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException("another path, for " + folder + " is no directory");
        }
        if (!Files.isWritable(folder)) {
            throw new InputException("another path, for no file may be made in " + folder);
        }
        return path;
    }

    /** Links are written through. */
    private static Path followed(Path path) throws InputException {
        try {
            return Replacement.followed(path);
        } catch (IOException leadsNowhere) {
            throw new InputException("another path, for that is a link that leads nowhere");
        }
    }
}
