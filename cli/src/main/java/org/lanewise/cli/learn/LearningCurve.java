package org.lanewise.cli.learn;

import java.awt.image.BufferedImage;
import java.util.List;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.LineChart;
import org.lanewise.cli.problem.SetName;
import org.lanewise.learn.train.EpochReport;

/** The accuracies on training and validation images, epoch after epoch. */
final class LearningCurve {

    private LearningCurve() {}

    static BufferedImage draw(SetName name, List<EpochReport> reports) {
        String title = name.title("Learning curve");
        double[] epochs =
                reports.stream().mapToDouble(report -> report.epoch() + 1).toArray();
        return new LineChart(title, Axis.count("epoch"), Axis.percent("accuracy"), true)
                .line(
                        "training",
                        epochs,
                        reports.stream()
                                .mapToDouble(report -> 100 * report.trainingAccuracy())
                                .toArray())
                .line(
                        "validation",
                        epochs,
                        reports.stream()
                                .mapToDouble(report -> 100 * report.validationAccuracy())
                                .toArray())
                .draw();
    }
}
