package org.lanewise.cli.learn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.InputException;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.file.ModelFile;

/** What the features of a model are, as its file says. */
public final class ModelForm {

    private static final String PIXELS = "pixels";

    /** What models of CIFAR images say, and what is meant where one of as many features says nothing. */
    private static final String CIFAR_TEXT = "3 planes, red, green and blue, of 32 x 32 bytes";

    private static final FeatureForm.Images CIFAR = new FeatureForm.Images(CifarImage.SIDE, CifarImage.SIDE, 3, true);

    private static final Pattern IMAGES = Pattern.compile(
            "images of ([0-9]{1,5}) x ([0-9]{1,5})(?:, grey|, ([0-9]) channels (in planes|side by side))");

    private ModelForm() {}

    /** What a model says about its features, for its file. */
    static Map<String, String> describe(FeatureForm form) {
        if (!(form instanceof FeatureForm.Images)) {
            return Map.of();
        }
        return Map.of(PIXELS, form.equals(CIFAR) ? CIFAR_TEXT : form.describe());
    }

    /**
     * What a model's features are.
     *
     * @param file the model's, for the message
     * @param model the model
     * @return images or columns, as many features as the model has
     * @throws InputException if it says something that cannot be
     */
    public static FeatureForm of(Path file, ModelFile model) throws InputException {
        int features = model.classifier().features();
        String pixels = model.provenance().get(PIXELS);
        FeatureForm form;
        if (pixels == null) {
            form = features == CIFAR.features() ? CIFAR : new FeatureForm.Columns(features, List.of());
        } else {
            form = pixels.equals(CIFAR_TEXT) ? CIFAR : parse(pixels);
        }
        if (form == null || form.features() != features) {
            throw new InputException(file + " is a model of " + features + " features, but says that they are \""
                    + pixels + "\"; give a model that train --save wrote.");
        }
        return form;
    }

    /**
     * The images that a model knows.
     *
     * @param file the model's, for the message; null if it was trained just now
     * @param form what its features are
     * @param why what needs images
     * @return the same
     * @throws InputException if they are no images
     */
    public static FeatureForm.Images images(Path file, FeatureForm form, String why) throws InputException {
        if (form instanceof FeatureForm.Images images) {
            return images;
        }
        throw new InputException((file == null ? "The data have" : file + " is a model of") + " " + form.describe()
                + ", but " + why + "; give " + (file == null ? "images." : "a model of images."));
    }

    private static FeatureForm parse(String text) {
        Matcher matcher = IMAGES.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int channels = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
        boolean isPlanar = channels == 1 || matcher.group(4).equals("in planes");
        return new FeatureForm.Images(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), channels, isPlanar);
    }
}
