package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.PictureReading;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Opened;
import org.lanewise.datasets.internal.base.Part;

/**
 * The pictures of a data set.
 *
 * @param data its directory
 * @param layout where what is
 * @param train its training set, or null
 * @param test its test set, or null
 */
record PictureSet(Path data, Layout layout, ClassFolders train, ClassFolders test) {

    /** Lists the pictures of a directory, and looks whether their classes fit before any work. */
    static PictureSet list(Path data, Layout layout) throws IOException {
        ClassFolders train = layout.train() == null ? null : ClassFolders.list(data, layout.train());
        ClassFolders test = layout.test() == null ? null : ClassFolders.list(data, layout.test());
        PictureSet set = new PictureSet(data, layout, train, test);
        set.requireClasses();
        return set;
    }

    private void requireClasses() throws DatasetException {
        requireTwo(train == null ? test : train);
        if (train == null || test == null) {
            return;
        }
        for (ClassFolder folder : test.all()) {
            if (!train.names().contains(folder.name())) {
                throw new DatasetException(folder.folder() + " has pictures of a class of which " + train.root()
                        + " has none; put some into " + train.root().resolve(folder.name())
                        + ", or take this folder away.");
            }
        }
    }

    private static void requireTwo(ClassFolders part) throws DatasetException {
        if (part.all().size() < 2) {
            String found = part.all().isEmpty()
                    ? "no pictures"
                    : "pictures of one class alone, " + part.all().getFirst().name();
            throw new DatasetException(part.root() + " has " + found
                    + ", but at least two classes are needed to tell them apart; put the pictures of each class into a"
                    + " folder of their own.");
        }
    }

    /** Those that are there, the training set first. */
    Stream<ClassFolders> parts() {
        return Stream.of(train, test).filter(Objects::nonNull);
    }

    Opened open(PictureReading how, Arena arena) throws IOException {
        List<Picture> pictures =
                parts().flatMap(part -> part.pictures().stream()).toList();
        DecodedPictures decoded = DecodedPictures.of(data, pictures, how, arena);
        BadPictures bad = new BadPictures(data, decoded.index());
        if (!how.skipsBad() || decoded.index().good() == 0) {
            bad.requireNone();
        }
        FeatureForm form = new FeatureForm.Images(how.size(), how.size(), PixelDecoder.CHANNELS, true);
        List<Path> files =
                decoded.file() == null ? pictures.stream().map(Picture::file).toList() : List.of(decoded.file());
        PictureRows rows = new PictureRows(decoded, form.features());
        Part training = train == null ? null : rows.next(train);
        Part testing = test == null ? null : rows.next(test);
        return new Assembly("Pictures", data.toString(), form, files)
                .of(training, testing, arena)
                .with(new Opened.Remarks(new PictureNotes(this, bad).all(), folders()));
    }

    private List<Path> folders() {
        return parts().flatMap(part -> Stream.concat(part.all().stream(), part.empty().stream()))
                .map(ClassFolder::folder)
                .toList();
    }
}
