package org.lanewise.core.train;

import java.lang.foreign.Arena;
import java.util.function.BooleanSupplier;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.evaluate.Evaluation;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/** One training of a {@link Trainer}: the loops over epochs and steps. What it knows between steps is {@link TrainingProgress}. */
final class TrainingRun {

    /** Images between two copies of weights that are known to be good. */
    private static final int SNAPSHOT_IMAGES = 8192;

    private final Trainer.Settings settings;
    private final LinearModel model;
    private final BooleanSupplier stopRequested;
    private final ScoreFunction function;
    private final Objective objective;
    private final Minibatches batches;
    private final TrainingProgress progress;

    /** The parameters that steps go on from; in the end the model may hold others. */
    private final float[] parameters;

    private final float[] gradient;
    private float[] good;
    private float[] candidate;
    private long goodStep;
    private long candidateStep;
    private boolean finished;
    private boolean diverged;

    TrainingRun(Trainer.Settings settings, LinearModel model, BooleanSupplier stopRequested) {
        this.settings = settings;
        this.model = model;
        this.stopRequested = stopRequested;
        function = new ScoreFunction(model, settings.preprocessing());
        objective = new Objective(settings.loss(), settings.regularization());
        int count = Parameters.count(model);
        batches = new Minibatches(settings.training(), settings.batchSize());
        progress = new TrainingProgress(settings, count);
        parameters = new float[count];
        gradient = new float[count];
        good = new float[count];
        candidate = new float[count];
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
                    settings.kernels().workspace(arena, settings.batchSize(), model.classes(), model.features());
            LinearModel room = LinearModel.allocate(arena, model.classes(), model.features());
            Parameters.load(model, good);
            goodStep = progress.step;
            candidateStep = progress.step - snapshotSteps();
            TrainingResult.Reason reason = reason();
            while (reason == null) {
                epoch(workspace, room);
                reason = reason();
            }
            return finish(reason);
        }
    }

    /** Why training is over; null if it is not. */
    private TrainingResult.Reason reason() {
        EarlyStopping rule = settings.earlyStopping();
        if (progress.bestAccuracy >= settings.targetAccuracy()) {
            return TrainingResult.Reason.TARGET_REACHED;
        }
        if (rule != null && progress.staleEpochs >= rule.patience()) {
            return TrainingResult.Reason.EARLY_STOPPED;
        }
        if (progress.epoch >= settings.epochs() || progress.step >= settings.steps()) {
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
        while (progress.step < settings.steps() && !stopRequested.getAsBoolean() && batches.next()) {
            rate = settings.schedule().at((double) progress.step / batches.batchesPerEpoch());
            step(rate, workspace, room);
            images += batches.size();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        boolean whole = progress.stepOfEpoch == batches.batchesPerEpoch();
        if (whole || progress.step >= settings.steps()) {
            endEpoch(whole, rate, images / seconds, room);
        }
    }

    private void beginEpoch() {
        if (settings.batchSize() == settings.training().size()) {
            batches.rewind();
        } else {
            batches.shuffle(settings.seed(), progress.epoch);
        }
        for (long done = 0; done < progress.stepOfEpoch; done++) {
            batches.next();
        }
    }

    private void step(float rate, Workspace workspace, LinearModel room) {
        // Also as an epoch begins: all images of a small set are fewer than those between two copies.
        boolean copied = progress.stepOfEpoch == 0 || progress.step - candidateStep >= snapshotSteps();
        if (copied) {
            Parameters.load(model, candidate);
            candidateStep = progress.step;
        }
        double loss = isFused() ? fusedStep(rate, workspace) : generalStep(rate, workspace, room);
        dropBias();
        if (!Double.isFinite(loss)) {
            throw diverged(loss, rate);
        }
        if (copied) {
            keepCandidate();
        }
        average();
        progress.count(loss, batches.size());
        settings.listener().stepDone(progress.epoch, progress.step - 1, loss, rate);
    }

    /** The gradient of the weights does not depend on a step of the bias, so it may be taken back. */
    private void dropBias() {
        if (!settings.bias()) {
            model.bias().fill(0);
        }
    }

    private boolean isFused() {
        return settings.optimizer().memory().isEmpty() && settings.clipNorm() == Double.POSITIVE_INFINITY;
    }

    private double fusedStep(float rate, Workspace workspace) {
        return settings.kernels().step(function, objective, batches, rate, workspace);
    }

    private double generalStep(float rate, Workspace workspace, LinearModel room) {
        double loss = settings.kernels().gradient(function, objective, batches, room, workspace);
        if (Double.isFinite(loss)) {
            if (!settings.bias()) {
                room.bias().fill(0);
            }
            Parameters.load(room, gradient);
            if (settings.clipNorm() < Double.POSITIVE_INFINITY) {
                Parameters.clip(gradient, settings.clipNorm());
            }
            settings.optimizer().update(parameters, gradient, progress.memory, rate, progress.step + 1);
            Parameters.store(parameters, model);
        }
        return loss;
    }

    private long snapshotSteps() {
        return Math.ceilDiv(SNAPSHOT_IMAGES, settings.batchSize());
    }

    /** The step showed that the candidate's loss is finite. */
    private void keepCandidate() {
        float[] kept = candidate;
        candidate = good;
        good = kept;
        goodStep = candidateStep;
    }

    private TrainingDivergedException diverged(double loss, float rate) {
        diverged = true;
        Parameters.store(good, model);
        return new TrainingDivergedException(loss, progress.epoch, progress.step, rate, goodStep);
    }

    private void average() {
        WeightAveraging averaging = settings.averaging();
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
        double training = accuracy(settings.sample(), room);
        double validation = accuracy(settings.validation(), room);
        EpochReport report = new EpochReport(
                progress.epoch, progress.step, progress.meanLoss(), training, validation, rate, imagesPerSecond);
        if (settings.validation() != null) {
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
        return Evaluation.of(settings.kernels(), parametersToJudge, settings.preprocessing(), settings.loss(), images)
                .accuracy();
    }

    private TrainingResult finish(TrainingResult.Reason reason) {
        Parameters.load(model, parameters);
        finished = true;
        if (settings.earlyStopping() != null && progress.bestEpoch >= 0) {
            Parameters.store(progress.best, model);
        } else if (progress.averagedSteps > 0) {
            Parameters.store(progress.average, model);
        }
        return progress.result(reason);
    }
}
