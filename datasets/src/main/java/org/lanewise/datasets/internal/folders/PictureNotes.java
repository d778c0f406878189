package org.lanewise.datasets.internal.folders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a user should know of folders of pictures: all that is no example. */
final class PictureNotes {

    private final PictureSet set;
    private final BadPictures bad;

    PictureNotes(PictureSet set, BadPictures bad) {
        this.set = set;
        this.bad = bad;
    }

    List<String> all() {
        List<String> notes = new ArrayList<>(bad.notes());
        int others = set.parts().mapToInt(ClassFolders::others).sum();
        if (others > 0) {
            notes.add((others == 1 ? "1 file is" : others + " files are")
                    + " left alone in the folders of the classes: hidden, or not called .png, .jpg, .jpeg, .gif or"
                    + " .bmp.");
        }
        set.parts()
                .flatMap(part -> part.empty().stream())
                .forEach(folder -> notes.add(folder.folder() + " has no pictures and is no class."));
        for (Path folder : set.layout().unused()) {
            notes.add(folder + " is left alone, for the test set is "
                    + set.layout().test() + ".");
        }
        return notes;
    }
}
