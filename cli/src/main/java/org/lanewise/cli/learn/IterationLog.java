package org.lanewise.cli.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.core.data.Examples;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.train.EpochReport.Judgement;

/** Shows how a minimization goes, iteration after iteration, and collects it. */
final class IterationLog extends TrainingLog {

    /** Of the table. */
    static final String TITLES =
            "iteration,passes,loss,training_accuracy,validation_accuracy,seconds,training_loss,validation_loss";

    private final ProgressLine progress;
    private final Task task;
    private final boolean judges;

    /** Shows the minimization of a task; metrics may be null. If it judges, models are looked at on their way. */
    IterationLog(ProgressLine progress, Task task, MetricsFile metrics, boolean judges) {
        super("iteration", metrics);
        this.progress = progress;
        this.task = task;
        this.judges = judges;
    }

    @Override
    public void stepDone(int iteration, long passes, double loss, float length) {
        double seconds = seconds();
        progress.step("iteration %d  loss %.6f  %d passes over the data  %.1f s", iteration + 1, loss, passes, seconds);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("iteration", iteration + 1);
        one.put("loss", loss);
        one.put("passes", passes);
        one.put("seconds", seconds);
        results().add(one);
        if (judges) {
            Judgement training = judge(task.parts().sample());
            Judgement validation = judge(task.parts().validation());
            keep(iteration + 1, training, validation, one);
            tabulate(
                    "%d,%d,%.7g,%.5f,%.5f,%.3f,%.7g,%.7g",
                    iteration + 1,
                    passes,
                    loss,
                    training.accuracy(),
                    validation.accuracy(),
                    seconds,
                    training.loss(),
                    validation.loss());
        }
    }

    /** How the model as it is does on examples; null are none. */
    Judgement judge(Examples examples) {
        return examples == null
                ? Judgement.NONE
                : Judgement.of(Evaluation.of(
                        task.training().computer().kernels(),
                        task.classifier(),
                        task.training().losses().loss(task.parts().training()),
                        examples));
    }
}
