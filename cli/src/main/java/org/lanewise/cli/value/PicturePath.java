package org.lanewise.cli.value;

import java.nio.file.Path;
import java.util.Locale;
import org.lanewise.cli.InputException;
import picocli.CommandLine.ITypeConverter;

/** A picture to write, which is a PNG whatever its name says. */
public final class PicturePath implements ITypeConverter<Path> {

    /** Made by picocli. */
    public PicturePath() {}

    @Override
    public Path convert(String text) throws InputException {
        if (!text.toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new InputException("a name that ends in .png, the only kind of picture that is drawn");
        }
        return OutputPath.require(GivenPath.of(text));
    }
}
