package org.lanewise.cli.value;

import java.nio.file.Path;
import java.util.Locale;
import org.lanewise.cli.InputException;
import picocli.CommandLine.ITypeConverter;

/** A picture to write, whose name says which kind it is. */
public final class PicturePath implements ITypeConverter<Path> {

    /** Made by picocli. */
    public PicturePath() {}

    @Override
    public Path convert(String text) throws InputException {
        String name = text.toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw new InputException("a name that ends in .png or .svg, the kinds of pictures that are drawn");
        }
        return OutputPath.require(GivenPath.of(text));
    }
}
