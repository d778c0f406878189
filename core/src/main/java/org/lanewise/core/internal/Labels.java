package org.lanewise.core.internal;

import org.lanewise.core.data.Examples;

/** Labels of sets, which anyone may implement, checked before they become indices. */
public final class Labels {

    private Labels() {}

    /**
     * The label of an image.
     *
     * @param data the set
     * @param row the image
     * @return its label, 0 to {@code classes() - 1}
     * @throws IllegalArgumentException if it is another number
     */
    public static int of(Examples data, int row) {
        int label = data.label(row);
        require(label, "image", row, data.classes());
        return label;
    }

    /**
     * The labels of all images.
     *
     * @param data the set
     * @return a label for each image
     * @throws IllegalArgumentException if one is out of range
     */
    public static int[] of(Examples data) {
        int[] labels = new int[data.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = of(data, row);
        }
        return labels;
    }

    /**
     * Checks a label.
     *
     * @param label the label
     * @param what what has it, in a word
     * @param row which one
     * @param classes the number of classes
     * @throws IllegalArgumentException if it is out of range
     */
    public static void require(int label, String what, int row, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("Label " + label + " of " + what + " " + row + " is out of range: with "
                    + classes + " classes labels are 0 to " + (classes - 1) + ".");
        }
    }
}
