package org.lanewise.datasets.internal.folders;

import org.lanewise.core.data.Features;
import org.lanewise.datasets.internal.base.LabelColumn;
import org.lanewise.datasets.internal.base.Part;

/** Decoded pictures as rows of a training set and of a test set, one after the other. */
final class PictureRows {

    private final DecodedPictures decoded;
    private final int columns;

    /** How many pictures are in the parts before. */
    private int pictures;

    /** How many of them have a row. */
    private int rows;

    PictureRows(DecodedPictures decoded, int columns) {
        this.decoded = decoded;
        this.columns = columns;
    }

    /** The next part; pictures that cannot be decoded have no row and no label. */
    Part next(ClassFolders part) {
        String what = part.root().toString();
        LabelColumn.Builder labels = new LabelColumn.Builder(what);
        for (Picture picture : part.pictures()) {
            if (decoded.index().entries().get(pictures++).isGood()) {
                labels.add(picture.label());
            }
        }
        Features features = features(labels.size());
        rows += labels.size();
        return new Part(features, labels.build(), what);
    }

    private Features features(int size) {
        String origin = decoded.file() == null
                ? Features.UNKNOWN_ORIGIN
                : decoded.file().toString();
        long offset = (long) rows * columns;
        return Features.of(Features.Element.BYTE, decoded.pixels(), offset, size, columns, columns, origin);
    }
}
