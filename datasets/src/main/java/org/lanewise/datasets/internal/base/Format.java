package org.lanewise.datasets.internal.base;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.datasets.Reading;

/** A way in which people keep data sets. Formats are asked one after another whether a file or directory is theirs. */
public interface Format {

    /** {@return what is opened, for a list of what can be, such as {@code an .npz archive}} */
    String expected();

    /**
     * Whether something is in this format, as far as its name and its first bytes say. It may still be damaged.
     *
     * @param data a file or directory that is there
     * @return whether to open it as this
     * @throws IOException if it cannot be read
     */
    boolean fits(Path data) throws IOException;

    /**
     * Opens it.
     *
     * @param data what fits
     * @param reading how
     * @return the data set
     * @throws IOException if it is damaged or cannot be read
     */
    Opened open(Path data, Reading reading) throws IOException;
}
