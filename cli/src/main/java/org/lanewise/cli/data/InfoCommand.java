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
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.Examples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is in a data set. */
@Command(
        name = "info",
        description =
                "Counts the images of each class, compares the files with the official ones, draws a contact sheet.")
final class InfoCommand extends Action {

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the first images of each class into this PNG.")
    private Path sheet;

    @Option(
            names = "--columns",
            paramLabel = "N",
            defaultValue = "16",
            description = "Images of each class on the sheet, 1 to 100. Default: ${DEFAULT-VALUE}.")
    private int columns;

    @Override
    protected void name(NamedFiles files) {
        files.readsSet("--data", common.data().path());
        files.writes("--sheet", sheet);
    }

    @Override
    protected void run(Report report) throws IOException {
        if (columns < 1 || columns > 100) {
            throw wrong("--columns is " + columns + ", but 1 to 100 images fit; give another number.");
        }
        try (CifarDataset cifar = common.open(report)) {
            report.say("%s (%s)", cifar, common.data().foundBy());
            count(cifar, report);
            verify(cifar, report);
            if (sheet != null) {
                ContactSheet.draw(cifar, columns, sheet);
                report.say("Contact sheet: %s", sheet);
                report.result("sheet", sheet);
            }
        }
    }

    private static void count(CifarDataset cifar, Report report) {
        int[] train = cifar.hasTrain()
                ? countPerClass(cifar.train())
                : new int[cifar.format().classes()];
        int[] test = cifar.hasTest()
                ? countPerClass(cifar.test())
                : new int[cifar.format().classes()];
        Table table = new Table("class", "training", "test");
        for (int k = 0; k < train.length; k++) {
            table.row(cifar.classNames().get(k), train[k], test[k]);
        }
        report.say("%n%s", table);
        report.result("classNames", cifar.classNames());
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

    private static void verify(CifarDataset cifar, Report report) {
        List<Verification> findings = cifar.verify();
        findings.forEach(finding -> report.say("%s", finding.describe()));
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
