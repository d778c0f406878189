package org.lanewise.cli.look;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.learn.ModelOptions;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.HiddenLayer;
import org.lanewise.learn.features.PatchFeatures;
import org.lanewise.learn.file.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the weights of each class. */
@Command(
        name = "templates",
        description =
                "Draws the weights of each class as an image. Of a model of patches it draws the patches that speak"
                        + " for each class, and the filters; of one with a hidden layer the weights of the units.")
public final class TemplatesCommand extends Action {

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            defaultValue = "templates.png",
            description = "Draw into this .png or .svg. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Mixin
    private PictureOutput pictures;

    /** Made by picocli. */
    public TemplatesCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        model.name(files);
        pictures.name(files, out);
    }

    @Override
    protected void run(Report report) throws IOException {
        // A model has all that its templates are made of.
        try (Dataset dataset = model.isGiven() ? null : open(report);
                Computer computer = common.computer()) {
            ModelFile trained = model.model(computer, dataset, report);
            FeatureForm.Images form = model.images(trained, "templates are drawn of images");
            Classifier classifier = trained.classifier();
            pictures.write(out, draw(form, classifier, report));
            report.say("Picture: %s", out);
            report.result("picture", out);
        }
    }

    private static Drawing draw(FeatureForm.Images form, Classifier classifier, Report report) {
        if (classifier.classes() > Templates.MOST && !(classifier.map().orElse(null) instanceof HiddenLayer)) {
            report.say("Only the first %d of %d classes are drawn.", Templates.MOST, classifier.classes());
        }
        if (classifier.map().orElse(null) instanceof PatchFeatures patches) {
            return FilterPicture.draw(patches, classifier);
        }
        if (classifier.map().orElse(null) instanceof HiddenLayer hidden) {
            return FilterPicture.draw(form, hidden);
        }
        return Templates.draw(form, classifier);
    }
}
