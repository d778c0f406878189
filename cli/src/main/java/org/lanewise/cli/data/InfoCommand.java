package org.lanewise.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.Verification;
import org.lanewise.cli.Action;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is in a data set. */
@Command(
        name = "info",
        description = "Counts the examples of each class, compares CIFAR-10 files with the official ones, and"
                + " draws examples with --plot.")
final class InfoCommand extends Action {

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the first images of each class into this .png or .svg.")
    private Path sheet;

    @Mixin
    private PictureOutput pictures;

    @Option(
            names = "--columns",
            paramLabel = "N",
            defaultValue = "16",
            description = "Number of images per class in the picture, 1 to 100. Default: ${DEFAULT-VALUE}.")
    private int columns;

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        pictures.name(files, sheet);
    }

    @Override
    protected void run(Report report) throws IOException {
        if (columns < 1 || columns > 100) {
            throw wrong("--columns is " + columns + ", but 1 to 100 images fit; give another number.");
        }
        try (Dataset dataset = open(report)) {
            report.say("%s (%s)", dataset, common.foundBy());
            report.say("%s, %s", dataset.form().describe(), elements(dataset));
            count(dataset, report);
            verify(dataset, report);
            if (sheet != null) {
                pictures.write(sheet, ContactSheet.draw(dataset, columns));
                report.say("Contact sheet: %s", sheet);
                report.result("sheet", sheet);
            }
        }
    }

    private static String elements(Dataset dataset) {
        Examples any = dataset.hasTrain() ? dataset.train() : dataset.test();
        return switch (any.features().element()) {
            case BYTE -> "bytes";
            case HALF -> "floats of half precision";
            case FLOAT -> "floats";
        };
    }

    private static void count(Dataset dataset, Report report) {
        int[] none = new int[dataset.classNames().size()];
        int[] train = dataset.hasTrain() ? countPerClass(dataset.train()) : none;
        int[] test = dataset.hasTest() ? countPerClass(dataset.test()) : none;
        Table table = new Table("class", "training", "test");
        for (int k = 0; k < train.length; k++) {
            table.row(dataset.classNames().get(k), train[k], test[k]);
        }
        report.say("%n%s", table);
        report.result("classNames", dataset.classNames());
        report.result("trainPerClass", train);
        report.result("testPerClass", test);
    }

    private static int[] countPerClass(Examples images) {
        int[] counts = new int[images.classes()];
        for (int i = 0; i < images.size(); i++) {
            counts[images.label(i)]++;
        }
        return counts;
    }

    /** Compares with the official files, of which only CIFAR's are known. Nobody expects a made-up set to be official. */
    private void verify(Dataset dataset, Report report) throws IOException {
        List<Verification> findings = List.of();
        try (CifarDataset cifar = common.cifar()) {
            if (cifar != null) {
                findings = cifar.verify();
            }
        }
        if (!dataset.isSynthetic()) {
            findings.forEach(finding -> report.say("%s", finding.describe()));
        }
        report.result("files", findings.stream().map(InfoCommand::describe).toList());
    }

    private static Map<String, Object> describe(Verification finding) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("file", finding.file());
        file.put("sha1", finding.found());
        file.put("official", finding.result().name().toLowerCase(java.util.Locale.ROOT));
        return file;
    }
}
