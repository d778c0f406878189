package org.lanewise.core.data;

/** Examples of another set, as they are there; a view says what is different. */
interface ExamplesView extends Examples {

    /** {@return the other set} */
    Examples source();

    /** {@return the example of the other set that a row is} */
    default int sourceRow(int row) {
        return row;
    }

    @Override
    default Features features() {
        return source().features();
    }

    @Override
    default int classes() {
        return source().classes();
    }

    @Override
    default int label(int row) {
        return source().label(sourceRow(row));
    }

    @Override
    default float weight(int row) {
        return source().weight(sourceRow(row));
    }

    @Override
    default boolean isWeighted() {
        return source().isWeighted();
    }
}
