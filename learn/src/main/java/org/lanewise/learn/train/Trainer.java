package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Objects;
import org.lanewise.core.data.Examples;
import org.lanewise.core.internal.Turn;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.network.Network;

/**
 * Trains a linear classifier, or one with a hidden layer, by steps along the gradients of minibatches of any size: one
 * image (stochastic gradient descent in the strict sense), some, or the whole set.
 *
 * {@snippet :
 * Trainer trainer = Trainer.of(kernels, preprocessing, training)
 *         .optimizer(Sgd.momentum(0.9f))
 *         .schedule(Schedule.cosine(0.01f, 10))
 *         .epochs(10)
 *         .validation(validation)
 *         .build();
 * TrainingResult result = trainer.train(model);
 * }
 *
 * <p><b>The same bits.</b> The order of the images depends on the seed and the epoch alone, and everything is added in a
 * fixed order, so a training is repeated bit for bit by any kernels of the same FMA policy, on any number of threads,
 * and from a {@link #state} at any step.
 *
 * <p><b>Threads and memory.</b> One training at a time; {@link #stop} may be called from any thread. Scratch is
 * allocated for the time of a training: a few copies of the parameters, and of minibatches of more than 16 images only
 * the scores. The model's memory must be open to all threads of the kernels.
 */
public final class Trainer {

    private final TrainingSettings settings;
    private final Turn turn = new Turn("trainer");
    private volatile boolean stopRequested;
    private TrainingRun run;

    private Trainer(TrainingSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins a trainer with the defaults: softmax cross-entropy without regularization, plain gradient descent, learning
     * rate 0.01, minibatches of 256, ten epochs, seed 1.
     *
     * @param kernels the kernels to use
     * @param preprocessing the map of the pixels
     * @param training the training set, at least one image
     * @return the builder
     * @throws IllegalArgumentException if there is no image
     */
    public static Builder of(Kernels kernels, Preprocessing preprocessing, Examples training) {
        return new Builder(kernels, preprocessing, training);
    }

    /**
     * Trains from the model's present parameters; zeros are a good start for a linear classifier.
     *
     * @param model the parameters, changed
     * @return how it ended
     * @throws TrainingDivergedException if the loss becomes NaN or infinite; the model has the last good weights
     * @throws IllegalArgumentException if shapes do not fit
     * @throws IllegalStateException if this trainer is training already
     */
    public TrainingResult train(LinearModel model) {
        return train(layers(model), null);
    }

    /**
     * Trains a hidden layer and the one above it from their present parameters, which {@link Network#draw} gives a start.
     *
     * @param network the parameters, changed
     * @return how it ended
     * @throws TrainingDivergedException as {@link #train(LinearModel)}
     * @throws IllegalArgumentException if shapes do not fit
     * @throws IllegalStateException if this trainer is training already
     */
    public TrainingResult train(Network network) {
        return train(layers(network), null);
    }

    /**
     * Continues a training of a trainer with the same settings on the same data; only the ends (epochs, steps, target)
     * may differ.
     *
     * @param model memory for the parameters, overwritten
     * @param state what {@link #state} gave
     * @return how it ended, counted from the first start
     * @throws IllegalArgumentException if the state is of other shapes, another optimizer, seed, batch size or number of
     *     images; the message says which
     * @throws TrainingDivergedException as {@link #train(LinearModel)}
     */
    public TrainingResult resume(LinearModel model, TrainingState state) {
        return train(layers(model), Objects.requireNonNull(state, "state"));
    }

    /**
     * Continues a training of a network, as {@link #resume(LinearModel, TrainingState)}.
     *
     * @param network memory for the parameters, overwritten
     * @param state what {@link #state} gave
     * @return how it ended, counted from the first start
     * @throws IllegalArgumentException as {@link #resume(LinearModel, TrainingState)}
     * @throws TrainingDivergedException as {@link #train(LinearModel)}
     */
    public TrainingResult resume(Network network, TrainingState state) {
        return train(layers(network), Objects.requireNonNull(state, "state"));
    }

    private static Layers layers(LinearModel model) {
        return new Layers(List.of(model));
    }

    private static Layers layers(Network network) {
        return new Layers(List.of(network.hidden(), network.output()));
    }

    /** From a state, or without one from the layers' parameters. */
    private TrainingResult train(Layers layers, TrainingState state) {
        turn.begin();
        try {
            run = new TrainingRun(settings, layers, this::isStopRequested);
            if (state != null) {
                run.restore(state);
            }
            return run.run();
        } finally {
            turn.end();
        }
    }

    /**
     * All that a checkpoint needs, from within a {@link TrainingListener} or after training, also after it was stopped.
     *
     * @param arena the owner of the state's memory
     * @return a copy of the state
     * @throws IllegalStateException if no training was begun, or it diverged
     */
    public TrainingState state(Arena arena) {
        if (run == null) {
            throw new IllegalStateException("There is no state before a training has begun; call train or resume.");
        }
        return run.state(arena);
    }

    /** Asks training to end after the present step, from any thread. A stopped trainer cannot be started again. */
    public void stop() {
        stopRequested = true;
    }

    private boolean isStopRequested() {
        return stopRequested;
    }

    /** Collects the settings of a trainer. Not for several threads. */
    public static final class Builder {

        private final Kernels kernels;
        private final Preprocessing preprocessing;
        private final Examples training;
        private Loss loss = SoftmaxCrossEntropy.softmax();
        private Regularization regularization = Regularization.none();
        private Optimizer optimizer = Sgd.plain();
        private Schedule schedule = Schedule.constant(0.01f);
        private int batchSize = 256;
        private int epochs = 10;
        private long steps = Long.MAX_VALUE;
        private long seed = 1;
        private Examples sample;
        private Examples validation;
        private EarlyStopping earlyStopping;
        private double targetAccuracy = Double.POSITIVE_INFINITY;
        private double clipNorm = Double.POSITIVE_INFINITY;
        private WeightAveraging averaging;
        private Augmentation augmentation;
        private boolean bias = true;
        private TrainingListener listener = new TrainingListener() {};

        private Builder(Kernels kernels, Preprocessing preprocessing, Examples training) {
            this.kernels = Objects.requireNonNull(kernels, "kernels");
            this.preprocessing = Objects.requireNonNull(preprocessing, "preprocessing");
            this.training = requireImages("training", training);
        }

        private static Examples requireImages(String what, Examples images) {
            if (images.size() == 0) {
                throw new IllegalArgumentException("A " + what + " set needs at least one image, but there is none.");
            }
            return images;
        }

        /**
         * Sets the loss to minimize.
         *
         * @param value the loss of an image
         * @return this
         */
        public Builder loss(Loss value) {
            loss = Objects.requireNonNull(value, "loss");
            return this;
        }

        /**
         * Sets what is added to the mean loss.
         *
         * @param value the regularization
         * @return this
         */
        public Builder regularization(Regularization value) {
            regularization = Objects.requireNonNull(value, "regularization");
            return this;
        }

        /**
         * Sets how parameters move.
         *
         * @param value the optimizer
         * @return this
         */
        public Builder optimizer(Optimizer value) {
            optimizer = Objects.requireNonNull(value, "optimizer");
            return this;
        }

        /**
         * Sets the learning rate over time.
         *
         * @param value the schedule
         * @return this
         */
        public Builder schedule(Schedule value) {
            schedule = Objects.requireNonNull(value, "schedule");
            return this;
        }

        /**
         * Sets the images of a minibatch.
         *
         * @param images at least 1; as many as the training set has, or more, for full-batch descent
         * @return this
         */
        public Builder batchSize(int images) {
            Requirements.atLeastOne("The batch size", images);
            batchSize = images;
            return this;
        }

        /**
         * Sets how often training passes over the set.
         *
         * @param count at least 0
         * @return this
         */
        public Builder epochs(int count) {
            Requirements.notNegative("The number of epochs", count);
            epochs = count;
            return this;
        }

        /**
         * Sets the number of steps after which training ends, however many epochs are left.
         *
         * @param count at least 0
         * @return this
         */
        public Builder steps(long count) {
            Requirements.notNegative("The number of steps", count);
            steps = count;
            return this;
        }

        /**
         * Sets the seed of the order of the images.
         *
         * @param value any number
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Has the accuracy on a part of the training set reported after every epoch.
         *
         * @param images the part; scoring it costs a third of training on it
         * @return this
         */
        public Builder trainingSample(Examples images) {
            sample = requireImages("training", images);
            return this;
        }

        /**
         * Has the accuracy on images that are not learned from computed after every epoch.
         *
         * @param images the validation part
         * @return this
         */
        public Builder validation(Examples images) {
            validation = requireImages("validation", images);
            return this;
        }

        /**
         * Ends training when the validation accuracy stops improving, and restores the best weights. Needs {@link
         * #validation}.
         *
         * @param value when to stop
         * @return this
         */
        public Builder earlyStopping(EarlyStopping value) {
            earlyStopping = Objects.requireNonNull(value, "earlyStopping");
            return this;
        }

        /**
         * Ends training when the validation accuracy reaches a target. Needs {@link #validation}.
         *
         * @param accuracy the target, more than 0 and at most 1
         * @return this
         */
        public Builder targetAccuracy(double accuracy) {
            if (!(accuracy > 0 && accuracy <= 1)) {
                throw new IllegalArgumentException(
                        "A target accuracy must be more than 0 and at most 1, but it is " + accuracy + ".");
            }
            targetAccuracy = accuracy;
            return this;
        }

        /**
         * Shortens gradients, of weights and bias together, to a Euclidean norm.
         *
         * @param norm the longest norm, positive
         * @return this
         */
        public Builder clipNorm(double norm) {
            Requirements.positive("The norm of a clipped gradient", norm);
            clipNorm = norm;
            return this;
        }

        /**
         * Averages the weights over the steps.
         *
         * @param value which average
         * @return this
         */
        public Builder averaging(WeightAveraging value) {
            averaging = Objects.requireNonNull(value, "averaging");
            return this;
        }

        /**
         * Changes images each time before they are learned from; others, such as those for validation, stay as they are.
         *
         * @param value which changes
         * @return this
         * @throws IllegalArgumentException if its images have another number of values than those of the training set
         */
        public Builder augmentation(Augmentation value) {
            int values = value.shape().values();
            if (values != training.features().columns()) {
                throw new IllegalArgumentException("The images to change have " + values
                        + " values, but those of the training set have "
                        + training.features().columns() + ".");
            }
            augmentation = value;
            return this;
        }

        /**
         * Trains scores without a bias, {@code f(x) = W x}: it is set to zero, and stays so.
         *
         * @return this
         */
        public Builder withoutBias() {
            bias = false;
            return this;
        }

        /**
         * Sets the listener that is told how training goes.
         *
         * @param value the listener
         * @return this
         */
        public Builder listener(TrainingListener value) {
            listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        /**
         * Makes the trainer.
         *
         * @return the trainer
         * @throws IllegalArgumentException if early stopping or a target accuracy lacks a validation part
         */
        public Trainer build() {
            if (validation == null && (earlyStopping != null || targetAccuracy <= 1)) {
                throw new IllegalArgumentException(
                        "Early stopping and a target accuracy need a validation part; set validation(...).");
            }
            return new Trainer(new TrainingSettings(
                    kernels,
                    preprocessing,
                    new Objective(loss, regularization),
                    new TrainingSettings.Data(
                            training, Math.min(batchSize, training.size()), seed, sample, validation, augmentation),
                    new TrainingSettings.Descent(optimizer, schedule, bias, clipNorm, averaging),
                    new TrainingSettings.Stopping(epochs, steps, earlyStopping, targetAccuracy),
                    listener));
        }
    }
}
