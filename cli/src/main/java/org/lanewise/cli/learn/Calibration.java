package org.lanewise.cli.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.evaluate.Temperature;
import picocli.CommandLine.Option;

/** Makes probabilities as sure as the model is right, by one temperature that becomes part of the weights. */
final class Calibration {

    @Option(
            names = "--calibrate",
            description = "Calibrate the probabilities: divide all scores by one temperature, the one of least log"
                    + " loss on examples that are left out. The predicted classes stay the same.")
    private boolean calibrates;

    private Temperature temperature;

    boolean isAsked() {
        return calibrates;
    }

    /** Refuses a training that leaves nothing out. */
    void require(Parts parts, boolean isTest) throws InputException {
        if (calibrates && (parts.validation() == null || isTest)) {
            throw new InputException("--calibrate needs training examples that are not learned from, but there "
                    + (isTest ? "are those of the test set alone" : "are none")
                    + "; give --validation a number of them.");
        }
    }

    /** What a model says that was calibrated. */
    Map<String, String> provenance() {
        return temperature == null ? Map.of() : Map.of("temperature", Double.toString(temperature.value()));
    }

    /** Calibrates a trained model, if that is asked for. */
    void run(Task task, Report report) {
        if (!calibrates) {
            return;
        }
        Kernels kernels = task.training().computer().kernels();
        Examples heldOut = task.parts().validation();
        Evaluation before = Evaluation.of(kernels, task.classifier(), heldOut);
        temperature = Temperature.fit(kernels, task.classifier(), heldOut);
        temperature.applyTo(task.model());
        Evaluation after = Evaluation.of(kernels, task.classifier(), heldOut);
        double errorBefore = before.calibration().expectedError();
        double errorAfter = after.calibration().expectedError();
        report.say(
                "Calibrated on %d %s that were left out: temperature %.4f, log loss %.5f before and %.5f after, expected"
                        + " calibration error %.4f and %.4f",
                heldOut.size(),
                task.name().noun(),
                temperature.value(),
                before.meanLoss(),
                after.meanLoss(),
                errorBefore,
                errorAfter);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("examples", heldOut.size());
        described.put("temperature", temperature.value());
        described.put("logLossBefore", before.meanLoss());
        described.put("logLoss", after.meanLoss());
        described.put("expectedCalibrationErrorBefore", errorBefore);
        described.put("expectedCalibrationError", errorAfter);
        report.result("calibration", described);
    }
}
