package org.lanewise.cli.picture;

import java.awt.image.BufferedImage;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.FeatureForm;

/** From pixels to pictures. */
public final class Pictures {

    private Pictures() {}

    /**
     * An image of a data set as a picture.
     *
     * @param form what its features are
     * @param features N x D
     * @param row the image
     * @return its pixels
     */
    public static BufferedImage ofImage(FeatureForm.Images form, Features features, int row) {
        return of(form, ImagePixels.rgb(form, features, row));
    }

    /**
     * Pixels as a picture.
     *
     * @param form their height and width
     * @param rgb pixels {@code 0xRRGGBB}, row by row from the top left
     * @return the picture
     */
    public static BufferedImage of(FeatureForm.Images form, int[] rgb) {
        BufferedImage picture = new BufferedImage(form.width(), form.height(), BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, form.width(), form.height(), rgb, 0, form.width());
        return picture;
    }
}
