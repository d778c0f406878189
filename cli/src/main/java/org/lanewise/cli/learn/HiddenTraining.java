package org.lanewise.cli.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.ImageShape;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.train.Augmentation;
import org.lanewise.learn.train.Trainer;
import picocli.CommandLine.Option;

/** A hidden layer before the linear one, and changes of the images that are learned from. */
final class HiddenTraining {

    /** What changes images, for minibatches alone. */
    static final List<String> CHANGES = List.of("--mirror", "--shift");

    /** What a hidden layer has no use for. */
    static final List<String> STRANGE = List.of("--init", "--patches");

    /** Images are moved by a share of their sides: 2 pixels of 32. */
    private static final int SHIFTS = 16;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            converter = Ranges.Units.class,
            description = "Put a hidden layer of H rectified linear units (ReLU) before the scores. 512 reach 58"
                    + " %% on CIFAR-10. It has its own defaults: --optimizer nesterov, --lr 0.03, --schedule"
                    + " cosine, --batch 256, --epochs 12, --average 0, --mirror and --shift.")
    private Integer units;

    @Option(
            names = "--mirror",
            description =
                    "Mirror each training image half of the time. Default: with --hidden, if images have" + " colours.")
    private boolean mirror;

    @Option(names = "--no-mirror", description = "Do not mirror training images.")
    private boolean noMirror;

    @Option(
            names = "--shift",
            paramLabel = "P",
            converter = Ranges.CountOrNone.class,
            description = "Shift each training image at random by up to P pixels each way. Default: with --hidden"
                    + " a sixteenth of its side, else 0.")
    private Integer shift;

    private boolean mirrors;
    private int pixels;

    boolean isGiven() {
        return units != null;
    }

    /** Decides which changes there are. */
    void settle(Dataset dataset) throws InputException {
        boolean areImages = dataset.form() instanceof FeatureForm.Images;
        if (!areImages && (mirror || shift != null && shift > 0)) {
            throw new InputException((mirror ? "--mirror" : "--shift") + " needs images, but the data have "
                    + dataset.form().describe() + "; leave it out, or give images.");
        }
        if (dataset.form() instanceof FeatureForm.Images images) {
            mirrors = mirror || isGiven() && !noMirror && images.channels() == 3;
            int usual = isGiven() ? Math.min(images.height(), images.width()) / SHIFTS : 0;
            pixels = shift == null ? usual : shift;
        }
    }

    /** Has a trainer change the images that it learns from. */
    void change(Trainer.Builder trainer, FeatureForm form) throws InputException {
        if (!mirrors && pixels == 0 || !(form instanceof FeatureForm.Images images)) {
            return;
        }
        ImageShape shape = new ImageShape(images.height(), images.width(), images.channels(), images.isPlanar());
        try {
            trainer.augmentation(new Augmentation(shape, mirrors, pixels));
        } catch (IllegalArgumentException tooFar) {
            throw new InputException("--shift is " + pixels + ": " + tooFar.getMessage());
        }
    }

    /** A network that has learned nothing, as a classifier. */
    Classifier start(Computer computer, Examples training, Preprocessing preprocessing, List<String> names, long seed) {
        int features = training.features().columns();
        Network network = Network.draw(computer.arena(), new Network.Size(features, units, training.classes()), seed);
        return network.classifier(preprocessing, names);
    }

    /** The options as results. */
    Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        if (isGiven()) {
            described.put("hidden", units);
        }
        if (isGiven() || mirrors || pixels > 0) {
            described.put("mirror", mirrors);
            described.put("shift", pixels);
        }
        return described;
    }
}
