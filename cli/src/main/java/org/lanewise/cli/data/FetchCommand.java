package org.lanewise.cli.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cli.Action;
import org.lanewise.cli.fetch.Checksum;
import org.lanewise.cli.fetch.Fetch;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Downloads CIFAR-10. */
@Command(
        name = "fetch",
        description = "Downloads CIFAR-10 (162 MB) to the directory of --data, checks its checksum and unpacks"
                + " it. An interrupted download continues where it stopped.")
final class FetchCommand extends Action {

    private static final double MEGABYTE = 1 << 20;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            description = "The archive, or a mirror of it. Default: ${DEFAULT-VALUE}.")
    private URI url;

    @Option(
            names = "--checksum",
            paramLabel = "HEX",
            description = "The MD5, SHA-1 or SHA-256 of the archive. Default: the MD5 of the official archive.")
    private String checksum;

    private int shown = -1;

    @Override
    protected void name(NamedFiles files) {
        files.writes("--data", common.dataTarget());
    }

    @Override
    protected void run(Report report) throws IOException {
        Path target = common.dataTarget();
        Checksum expected = checksum == null ? Checksum.OFFICIAL : Checksum.parse(checksum);
        try (ProgressLine progress = report.progress()) {
            new Fetch(url, expected, target, (bytes, total) -> show(progress, bytes, total)).run();
        }
        try (CifarDataset cifar = CifarDataset.open(target, CifarFormat.CIFAR10)) {
            report.say("%s", cifar);
            report.result("directory", target);
            report.result("url", url);
            report.result("checksum", expected);
            report.result("train", cifar.hasTrain() ? cifar.train().size() : 0);
            report.result("test", cifar.hasTest() ? cifar.test().size() : 0);
        }
    }

    /** A line for each tenth of the file; on a terminal each megabyte. */
    private void show(ProgressLine progress, long bytes, long total) {
        if (total > 0 && shown < bytes * 10 / total) {
            shown = (int) (bytes * 10 / total);
            progress.step("%.0f of %.0f MB", bytes / MEGABYTE, total / MEGABYTE);
        } else if (bytes % (1 << 20) < 1 << 16) {
            progress.tick("%.0f MB", bytes / MEGABYTE);
        }
    }
}
