package org.lanewise.cli.picture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.FeatureForm;

/** Between features and the pixels of a screen. */
public final class ImagePixels {

    private static final int WHITE = 255;

    private ImagePixels() {}

    /**
     * An image for display.
     *
     * @param form what the features are
     * @param features N x D, 0 to 255; floats that are all at most 1 are taken as shares of that
     * @param row the image
     * @return its pixels {@code 0xRRGGBB}, row by row from the top left
     */
    public static int[] rgb(FeatureForm.Images form, Features features, int row) {
        float factor = isShare(features, row) ? WHITE : 1;
        int[] rgb = new int[form.height() * form.width()];
        for (int pixel = 0; pixel < rgb.length; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                int column = form.column(pixel, Math.min(channel, form.channels() - 1));
                int value = Math.round(factor * features.get(row, column));
                rgb[pixel] = rgb[pixel] << 8 | Math.clamp(value, 0, WHITE);
            }
        }
        return rgb;
    }

    private static boolean isShare(Features features, int row) {
        if (features.element() == Features.Element.BYTE) {
            return false;
        }
        for (int column = 0; column < features.columns(); column++) {
            float value = features.get(row, column);
            if (value < 0 || value > 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Pixels as features: the other way round, as bytes. Grey is the brightness that television has given to colours since
     * ITU-R BT.601.
     *
     * @param arena the owner of the memory
     * @param form what the features are to be
     * @param images pixels {@code 0xRRGGBB} of each image, row by row from the top left
     * @return N x D
     */
    public static Features features(Arena arena, FeatureForm.Images form, int[]... images) {
        int columns = form.features();
        MemorySegment bytes = arena.allocate(Math.max(1, (long) images.length * columns));
        for (int i = 0; i < images.length; i++) {
            for (int pixel = 0; pixel < images[i].length; pixel++) {
                for (int channel = 0; channel < form.channels(); channel++) {
                    long at = (long) i * columns + form.column(pixel, channel);
                    bytes.set(ValueLayout.JAVA_BYTE, at, (byte) value(images[i][pixel], channel, form.channels()));
                }
            }
        }
        return Features.ofBytes(bytes, 0, images.length, columns, columns);
    }

    private static int value(int rgb, int channel, int channels) {
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        if (channels == 1) {
            return (299 * red + 587 * green + 114 * blue + 500) / 1000;
        }
        return channel == 0 ? red : channel == 1 ? green : blue;
    }
}
