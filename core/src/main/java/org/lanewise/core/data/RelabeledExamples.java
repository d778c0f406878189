package org.lanewise.core.data;

/** The examples of another set, whose class k is class {@code labels[k]} here. */
record RelabeledExamples(Examples source, int... labels) implements ExamplesView {

    @Override
    public int label(int row) {
        return labels[source.label(row)];
    }
}
