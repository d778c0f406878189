package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.function.BooleanSupplier;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Evaluation;

/** One training of a {@link Trainer}: the loops over epochs and steps. What it knows between steps is {@link TrainingProgress}. */
final class TrainingRun {

    private final TrainingSettings settings;
    private final LinearModel model;
    private final BooleanSupplier stopRequested;
    private final ScoreFunction function;
    private final Minibatches batches;
    private final TrainingProgress progress;

    /** The parameters that steps go on from; in the end the model may hold others. */
    private final float[] parameters;

    private final float[] gradient;
    private final LastGoodWeights good;

    /** Null if all examples count alike. */
    private WeightedGradient weighted;

    private boolean finished;
    private boolean diverged;

    TrainingRun(TrainingSettings settings, LinearModel model, BooleanSupplier stopRequested) {
        this.settings = settings;
        this.model = model;
        this.stopRequested = stopRequested;
        function = new ScoreFunction(model, settings.preprocessing());
        int count = Parameters.count(model);
        batches = new Minibatches(settings.data().training(), settings.data().batchSize());
        progress = new TrainingProgress(settings, count);
        parameters = new float[count];
        gradient = new float[count];
        good = new LastGoodWeights(count, settings.data().batchSize());
        dropBias();
        Parameters.load(model, parameters);
    }

    void restore(TrainingState state) {
        progress.restore(state, model, parameters, batches.batchesPerEpoch());
        Parameters.store(parameters, model);
    }

    TrainingState state(Arena arena) {
        if (diverged) {
            throw new IllegalStateException(
                    "A training that diverged cannot be continued, so it has no state; its model has the good weights.");
        }
        if (!finished) {
            Parameters.load(model, parameters);
        }
        return progress.state(arena, model, parameters);
    }

    TrainingResult run() {
        try (Arena arena = settings.kernels().newArena()) {
            Workspace workspace =
                    settings.kernels().workspace(arena, settings.data().batchSize(), model.classes(), model.features());
            weighted = weighted(arena);
            LinearModel room = LinearModel.allocate(arena, model.classes(), model.features());
            good.begin(model, progress.step);
            TrainingResult.Reason reason = reason();
            while (reason == null) {
                epoch(workspace, room);
                reason = reason();
            }
            return finish(reason);
        }
    }

    private WeightedGradient weighted(Arena arena) {
        TrainingSettings.Data data = settings.data();
        return data.training().isWeighted()
                ? new WeightedGradient(
                        arena, settings.kernels(), settings.objective().loss(), data.training(), data.batchSize())
                : null;
    }

    /** Why training is over; null if it is not. */
    private TrainingResult.Reason reason() {
        EarlyStopping rule = settings.stopping().early();
        if (progress.bestAccuracy >= settings.stopping().targetAccuracy()) {
            return TrainingResult.Reason.TARGET_REACHED;
        }
        if (rule != null && progress.staleEpochs >= rule.patience()) {
            return TrainingResult.Reason.EARLY_STOPPED;
        }
        if (progress.epoch >= settings.stopping().epochs()
                || progress.step >= settings.stopping().steps()) {
            return TrainingResult.Reason.COMPLETED;
        }
        return stopRequested.getAsBoolean() ? TrainingResult.Reason.STOPPED : null;
    }

    /** The rest of the present epoch, as far as it may go. */
    private void epoch(Workspace workspace, LinearModel room) {
        beginEpoch();
        long images = 0;
        float rate = 0;
        long start = System.nanoTime();
        while (progress.step < settings.stopping().steps() && !stopRequested.getAsBoolean() && batches.next()) {
            rate = settings.descent().schedule().at((double) progress.step / batches.batchesPerEpoch());
            step(rate, workspace, room);
            images += batches.size();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        boolean whole = progress.stepOfEpoch == batches.batchesPerEpoch();
        if (whole || progress.step >= settings.stopping().steps()) {
            endEpoch(whole, rate, images / seconds, room);
        }
    }

    private void beginEpoch() {
        if (settings.data().batchSize() == settings.data().training().size()) {
            batches.rewind();
        } else {
            batches.shuffle(settings.data().seed(), progress.epoch);
        }
        for (long done = 0; done < progress.stepOfEpoch; done++) {
            batches.next();
        }
    }

    private void step(float rate, Workspace workspace, LinearModel room) {
        good.beforeStep(model, progress.step, progress.stepOfEpoch == 0);
        double loss = isFused() ? fusedStep(rate, workspace) : generalStep(rate, workspace, room);
        dropBias();
        if (!Double.isFinite(loss)) {
            throw diverged(loss, rate);
        }
        good.afterStep();
        average();
        progress.count(loss, batches.size());
        settings.listener().stepDone(progress.epoch, progress.step - 1, loss, rate);
    }

    /** The gradient of the weights does not depend on a step of the bias, so it may be taken back. */
    private void dropBias() {
        if (!settings.descent().bias()) {
            model.bias().fill(0);
        }
    }

    private boolean isFused() {
        return settings.descent().optimizer().memory().isEmpty()
                && !settings.descent().clips()
                && weighted == null;
    }

    private double fusedStep(float rate, Workspace workspace) {
        return settings.kernels().step(function, settings.objective(), batches, rate, workspace);
    }

    private double generalStep(float rate, Workspace workspace, LinearModel room) {
        double loss = weighted == null
                ? settings.kernels().gradient(function, settings.objective(), batches, room, workspace)
                : weighted.at(function, batches, room, workspace);
        if (Double.isFinite(loss)) {
            if (!settings.descent().bias()) {
                room.bias().fill(0);
            }
            Parameters.load(room, gradient);
            if (weighted != null) {
                loss += regularize();
            }
            if (settings.descent().clips()) {
                Parameters.clip(gradient, settings.descent().clipNorm());
            }
            settings.descent().optimizer().update(parameters, gradient, progress.memory, rate, progress.step + 1);
            Parameters.store(parameters, model);
        }
        return loss;
    }

    /** Adds the slope of the regularization to the gradient, and returns its value: the fused kernel has both. */
    private double regularize() {
        Regularization regularization = settings.objective().regularization();
        int counted = regularization.bias() ? parameters.length : model.classes() * model.features();
        double penalty = 0;
        for (int i = 0; i < counted; i++) {
            penalty += regularization.penalty(parameters[i]);
            gradient[i] += (float) regularization.slope(parameters[i]);
        }
        return penalty;
    }

    private TrainingDivergedException diverged(double loss, float rate) {
        diverged = true;
        long goodStep = good.restore(model);
        return new TrainingDivergedException(loss, progress.epoch, progress.step, rate, goodStep);
    }

    private void average() {
        WeightAveraging averaging = settings.descent().averaging();
        if (averaging != null && progress.epoch >= averaging.fromEpoch()) {
            Parameters.load(model, parameters);
            Parameters.approach(progress.average, parameters, averaging.share(++progress.averagedSteps));
        }
    }

    private void endEpoch(boolean whole, float rate, double imagesPerSecond, LinearModel room) {
        Parameters.load(model, parameters);
        if (!Parameters.areFinite(parameters)) {
            throw diverged(Double.NaN, rate);
        }
        float[] result = progress.averagedSteps > 0 ? progress.average : parameters;
        Parameters.store(result, room);
        double training = accuracy(settings.data().sample(), room);
        double validation = accuracy(settings.data().validation(), room);
        EpochReport report = new EpochReport(
                progress.epoch, progress.step, progress.meanLoss(), training, validation, rate, imagesPerSecond);
        if (settings.data().validation() != null) {
            progress.judge(validation, result);
        }
        if (whole) {
            progress.nextEpoch();
        }
        settings.listener().epochDone(report);
    }

    private double accuracy(Examples images, LinearModel parametersToJudge) {
        if (images == null) {
            return Double.NaN;
        }
        return Evaluation.of(
                        settings.kernels(),
                        parametersToJudge,
                        settings.preprocessing(),
                        settings.objective().loss(),
                        images)
                .accuracy();
    }

    private TrainingResult finish(TrainingResult.Reason reason) {
        Parameters.load(model, parameters);
        finished = true;
        if (settings.stopping().early() != null && progress.bestEpoch >= 0) {
            Parameters.store(progress.best, model);
        } else if (progress.averagedSteps > 0) {
            Parameters.store(progress.average, model);
        }
        return progress.result(reason);
    }
}
