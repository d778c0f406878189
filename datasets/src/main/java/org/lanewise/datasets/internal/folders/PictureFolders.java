package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.datasets.Reading;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Format;
import org.lanewise.datasets.internal.base.Opened;

/**
 * A directory with a folder of pictures per class, or with folders of a training set and a test set that have them.
 */
public final class PictureFolders implements Format {

    @Override
    public String expected() {
        return "a directory with a folder of pictures per class";
    }

    @Override
    public boolean fits(Path data) throws IOException {
        return Files.isDirectory(data) && Layout.find(data) != null;
    }

    @Override
    public Opened open(Path data, Reading reading) throws IOException {
        PictureSet set = PictureSet.list(data, Layout.find(data));
        return Assembly.withArena(arena -> set.open(reading.pictures(), arena));
    }
}
