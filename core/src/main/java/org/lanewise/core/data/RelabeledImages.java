package org.lanewise.core.data;

/** The images of another set, whose class k is class {@code labels[k]} here. */
record RelabeledImages(LabeledImages source, int... labels) implements LabeledImages {

    @Override
    public PixelMatrix images() {
        return source.images();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int row) {
        return labels[source.label(row)];
    }
}
