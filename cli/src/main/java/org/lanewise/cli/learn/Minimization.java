package org.lanewise.cli.learn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.value.Ranges;
import org.lanewise.learn.optimize.Minimum;
import org.lanewise.learn.train.Lbfgs;
import picocli.CommandLine.Option;

/** Training by L-BFGS, to the optimum; shown iteration after iteration. */
final class Minimization {

    /** What is for it alone. */
    static final List<String> OPTIONS = List.of("--iterations", "--tolerance");

    @Option(
            names = "--iterations",
            paramLabel = "N",
            converter = Ranges.CountOrNone.class,
            defaultValue = "200",
            description = "With lbfgs: the largest number of iterations. Default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            converter = Ranges.NotNegativeDouble.class,
            defaultValue = "1e-8",
            description = "With lbfgs: stop when the loss can fall by no more than this share of itself, as the"
                    + " gradient says. Default: ${DEFAULT-VALUE}.")
    private double tolerance;

    /** The options as results. */
    Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("iterations", iterations);
        described.put("tolerance", tolerance);
        return described;
    }

    /** Minimizes, and draws below other drawings how it went; {@code onInterrupt} takes what ends it early. */
    Ending run(Task task, CurveOptions curves, List<Drawing> above, Consumer<Runnable> onInterrupt, Report report)
            throws IOException {
        try (ProgressLine progress = report.progress()) {
            Lbfgs lbfgs = task.training()
                    .lbfgs(task.parts().training(), task.classifier().preprocessing());
            onInterrupt.accept(lbfgs::stop);
            MetricsFile metrics = curves.metrics(IterationLog.TITLES, 0);
            IterationLog log = new IterationLog(progress, task, metrics, curves.areAsked());
            Minimum result = lbfgs.minimize(task.model(), iterations, tolerance, log);
            report.result("seconds", log.seconds());
            report.result("iterations", log.results());
            report.result("gradientNorm", result.gradientNorm());
            report.result("gain", result.gain());
            if (curves.isPlotted()) {
                List<Drawing> drawings = new ArrayList<>(above);
                drawings.add(log.curve().draw(task.name().title("Learning curve")));
                curves.draw(drawings, report);
            }
            return ending(result, log.judge(task.parts().validation()).accuracy());
        }
    }

    private static Ending ending(Minimum result, double accuracy) {
        String how = switch (result.reason()) {
            case CONVERGED -> "Converged";
            case SHORT_STEPS -> "Stopped: short steps, before it converged";
            case ITERATIONS_DONE -> "Not yet converged";
            case STOPPED, NOT_FINITE -> "Interrupted";
        };
        String sentence = String.format(
                Locale.ROOT,
                "%s: %s, %d passes over the data, loss %.6f, gradient of norm %.2g",
                how,
                Table.count(result.iterations(), "iteration"),
                result.evaluations(),
                result.value(),
                result.gradientNorm());
        return new Ending(
                result.reason().name().toLowerCase(Locale.ROOT),
                sentence,
                result.iterations(),
                result.value(),
                accuracy,
                result.reason() == Minimum.Reason.STOPPED);
    }

    /** What to say when Ctrl-C has ended it. */
    static String interrupted() {
        return "Interrupted: nothing was saved; lbfgs takes some seconds, and begins anew.";
    }
}
