package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.function.BooleanSupplier;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;

/** One training of a {@link Trainer}: the loops over epochs and steps. What it knows between steps is {@link TrainingProgress}. */
final class TrainingRun {

    private final TrainingSettings settings;
    private final Layers layers;
    private final BooleanSupplier stopRequested;
    private final Minibatches batches;
    private final TrainingProgress progress;

    /** The parameters that steps go on from; in the end the layers may hold others. */
    private final float[] parameters;

    private final Update update;
    private final LastGoodWeights good;

    /** Who knows the layers, and layers of the same shapes for gradients and results; of the arena of a run. */
    private Learner learner;

    private Layers room;

    /** Null if examples are learned from as they are. */
    private AugmentedMinibatch augmented;

    private boolean finished;
    private boolean diverged;

    TrainingRun(TrainingSettings settings, Layers layers, BooleanSupplier stopRequested) {
        this.settings = settings;
        this.layers = layers;
        this.stopRequested = stopRequested;
        batches = new Minibatches(settings.data().training(), settings.data().batchSize());
        progress = new TrainingProgress(settings, layers.count());
        parameters = new float[layers.count()];
        update = new Update(settings, layers, parameters, progress);
        good = new LastGoodWeights(layers.count(), settings.data().batchSize());
        dropBias();
        layers.load(parameters);
    }

    void restore(TrainingState state) {
        progress.restore(state, layers, parameters, batches.batchesPerEpoch());
        layers.store(parameters);
    }

    TrainingState state(Arena arena) {
        if (diverged) {
            throw new IllegalStateException(
                    "A training that diverged cannot be continued, so it has no state; its model has the good weights.");
        }
        if (!finished) {
            layers.load(parameters);
        }
        return progress.state(arena, layers, parameters);
    }

    TrainingResult run() {
        try (Arena arena = Arena.ofShared()) {
            learner = Learner.of(arena, settings, layers, batches);
            augmented =
                    settings.data().augmentation() == null ? null : new AugmentedMinibatch(arena, settings, batches);
            room = layers.allocateAlike(arena);
            good.begin(layers, progress.step);
            TrainingResult.Reason reason = reason();
            while (reason == null) {
                epoch();
                reason = reason();
            }
            return finish(reason);
        }
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
    private void epoch() {
        beginEpoch();
        long images = 0;
        float rate = 0;
        long start = System.nanoTime();
        while (progress.step < settings.stopping().steps() && !stopRequested.getAsBoolean() && batches.next()) {
            rate = settings.descent().schedule().at((double) progress.step / batches.batchesPerEpoch());
            step(rate);
            images += batches.size();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        boolean whole = progress.stepOfEpoch == batches.batchesPerEpoch();
        if (whole || progress.step >= settings.stopping().steps()) {
            endEpoch(whole, rate, images / seconds);
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

    private void step(float rate) {
        good.beforeStep(layers, progress.step, progress.stepOfEpoch == 0);
        double loss = isFused() ? fusedStep(rate) : generalStep(rate);
        if (!Double.isFinite(loss)) {
            throw diverged(loss, rate);
        }
        good.afterStep();
        progress.count(loss, batches.size());
        settings.listener().stepDone(progress.epoch, progress.step - 1, loss, rate);
    }

    private Minibatch minibatch() {
        return augmented == null ? batches : augmented.take(settings.data().seed(), progress.epoch);
    }

    /** The gradient of the weights does not depend on a step of the bias, so it may be taken back. */
    private void dropBias() {
        if (!settings.descent().bias()) {
            layers.clearBias();
        }
    }

    private boolean isFused() {
        return learner.fusesSteps()
                && settings.descent().optimizer().memory().isEmpty()
                && !settings.descent().clips();
    }

    private double fusedStep(float rate) {
        double loss = learner.step(minibatch(), rate);
        dropBias();
        if (Double.isFinite(loss) && averages()) {
            layers.load(parameters);
            Parameters.approach(progress.average, parameters, shareOfAverage());
        }
        return loss;
    }

    private double generalStep(float rate) {
        double loss = learner.gradient(minibatch(), room);
        if (!Double.isFinite(loss)) {
            return loss;
        }
        Update.Step step = new Update.Step(rate, progress.step + 1, averages() ? shareOfAverage() : 0);
        return loss + update.step(room, learner.leavesRegularization(), step);
    }

    private boolean averages() {
        WeightAveraging averaging = settings.descent().averaging();
        return averaging != null && progress.epoch >= averaging.fromEpoch();
    }

    private float shareOfAverage() {
        return settings.descent().averaging().share(++progress.averagedSteps);
    }

    private TrainingDivergedException diverged(double loss, float rate) {
        diverged = true;
        long goodStep = good.restore(layers);
        return new TrainingDivergedException(loss, progress.epoch, progress.step, rate, goodStep);
    }

    private void endEpoch(boolean whole, float rate, double imagesPerSecond) {
        layers.load(parameters);
        if (!Parameters.areFinite(parameters)) {
            throw diverged(Double.NaN, rate);
        }
        float[] result = progress.averagedSteps > 0 ? progress.average : parameters;
        room.store(result);
        EpochReport.Judgement training = judge(settings.data().sample());
        EpochReport.Judgement validation = judge(settings.data().validation());
        EpochReport report = new EpochReport(
                progress.epoch, progress.step, progress.meanLoss(), training, validation, rate, imagesPerSecond);
        if (settings.data().validation() != null) {
            progress.judge(validation.accuracy(), result);
        }
        if (whole) {
            progress.nextEpoch();
        }
        settings.listener().epochDone(report);
    }

    private EpochReport.Judgement judge(Examples images) {
        return images == null ? EpochReport.Judgement.NONE : EpochReport.Judgement.of(learner.evaluate(room, images));
    }

    private TrainingResult finish(TrainingResult.Reason reason) {
        layers.load(parameters);
        finished = true;
        if (settings.stopping().early() != null && progress.bestEpoch >= 0) {
            layers.store(progress.best);
        } else if (progress.averagedSteps > 0) {
            layers.store(progress.average);
        }
        return progress.result(reason);
    }
}
