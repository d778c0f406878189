package org.lanewise.cli.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.LineChart;
import org.lanewise.learn.train.EpochReport.Judgement;

/** Losses and accuracies on training and validation examples, time after time. */
final class LearningCurve {

    private final String times;
    private final List<Point> points = new ArrayList<>();

    private record Point(int time, Judgement training, Judgement validation) {}

    /** A curve over what is counted, such as epochs. */
    LearningCurve(String times) {
        this.times = times;
    }

    void add(int time, Judgement training, Judgement validation) {
        points.add(new Point(time, training, validation));
    }

    Drawing draw(String title) {
        LineChart losses = new LineChart(title, Axis.count(times), Axis.linear("mean loss"), true);
        LineChart accuracies = new LineChart(title, Axis.count(times), Axis.whole("accuracy"), true);
        addLines(losses, Judgement::loss);
        addLines(accuracies, judgement -> 100 * judgement.accuracy());
        return losses.drawAbove(accuracies);
    }

    private void addLines(LineChart chart, ToDoubleFunction<Judgement> number) {
        chart.line("training", numbers(Point::time), numbers(point -> number.applyAsDouble(point.training)));
        double[] validation = numbers(point -> number.applyAsDouble(point.validation));
        if (!Arrays.stream(validation).allMatch(Double::isNaN)) {
            chart.line("validation", numbers(Point::time), validation);
        }
    }

    private double[] numbers(ToDoubleFunction<Point> of) {
        return points.stream().mapToDouble(of).toArray();
    }
}
