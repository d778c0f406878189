package org.lanewise.core.data;

/** The examples of another set, whose class k is class {@code labels[k]} here. */
record RelabeledExamples(Examples source, int... labels) implements Examples {

    @Override
    public Features features() {
        return source.features();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int row) {
        return labels[source.label(row)];
    }

    @Override
    public float weight(int row) {
        return source.weight(row);
    }

    @Override
    public boolean isWeighted() {
        return source.isWeighted();
    }
}
