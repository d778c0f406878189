package org.lanewise.datasets;

import java.util.List;

/** What the D features of an example are: the pixels of an image, or columns of a table. */
public sealed interface FeatureForm {

    /** {@return the number of features D} */
    int features();

    /** {@return what they are, for a message, such as {@code images of 32 x 32, 3 channels in planes}} */
    String describe();

    /**
     * Pixels of an image, row by row from the top left.
     *
     * @param height pixels of a column
     * @param width pixels of a row
     * @param channels 1 for grey, 3 for red, green and blue
     * @param isPlanar whether each channel is a plane of its own, as in CIFAR; if not, the channels of a pixel lie side by side
     */
    record Images(int height, int width, int channels, boolean isPlanar) implements FeatureForm {

        @Override
        public int features() {
            return height * width * channels;
        }

        /**
         * Where a value of a pixel is.
         *
         * @param pixel the pixel, row by row from the top left
         * @param channel the channel
         * @return its column
         */
        public int column(int pixel, int channel) {
            return isPlanar ? channel * height * width + pixel : pixel * channels + channel;
        }

        @Override
        public String describe() {
            String size = "images of " + height + " x " + width;
            return channels == 1 ? size + ", grey" : size + ", " + channels + " channels " + order();
        }

        private String order() {
            return isPlanar ? "in planes" : "side by side";
        }
    }

    /**
     * Columns of numbers, such as those of embeddings or a table.
     *
     * @param features the number of features D
     * @param names the names of the columns; empty if they have none
     */
    record Columns(int features, List<String> names) implements FeatureForm {

        /** Copies the names. */
        public Columns {
            names = List.copyOf(names);
        }

        @Override
        public String describe() {
            return features + " features";
        }
    }
}
