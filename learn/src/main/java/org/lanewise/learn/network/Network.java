package org.lanewise.learn.network;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.HiddenLayer;

/**
 * The parameters of two layers: {@code f(x) = W2 max(W1 x' + b1, 0) + b2}. Trained by {@link
 * org.lanewise.learn.train.Trainer}; as a classifier it is a linear model of the features that {@link #map} makes.
 *
 * <p>Memory belongs to the arenas of the matrices. Immutable but for their elements.
 *
 * @param hidden W1, H x D, and b1, H x 1
 * @param output W2, K x H, and b2, K x 1
 */
public record Network(LinearModel hidden, LinearModel output) {

    /** Units of a hidden layer at most: more than anyone has the time for. */
    public static final int MOST_UNITS = 1 << 16;

    /**
     * Checks that the layers fit together.
     *
     * @throws IllegalArgumentException if there are not 1 to {@value #MOST_UNITS} hidden units, or the output layer has
     *     another number of features
     */
    public Network {
        Objects.requireNonNull(hidden, "hidden");
        Objects.requireNonNull(output, "output");
        requireUnits(hidden.classes());
        if (output.features() != hidden.classes()) {
            throw new IllegalArgumentException("The hidden layer has " + hidden.classes()
                    + " units, but the output layer takes " + output.features() + " features.");
        }
    }

    private static void requireUnits(int units) {
        if (units < 1 || units > MOST_UNITS) {
            throw new IllegalArgumentException(
                    "A hidden layer has 1 to " + MOST_UNITS + " units, but " + units + " were asked for.");
        }
    }

    /**
     * How large a network is.
     *
     * @param features numbers of an example, D
     * @param units hidden units, H
     * @param classes classes, K
     */
    public record Size(int features, int units, int classes) {}

    /**
     * Allocates a network that has learned nothing: weights of the hidden layer are normal with variance 2 / D, those of the
     * output layer with 2 / H, by which activations keep their size from layer to layer (He et al., "Delving deep into
     * rectifiers", 2015); biases are 0.
     *
     * @param arena the owner of the memory
     * @param size how large
     * @param seed chooses the weights
     * @return the network
     * @throws IllegalArgumentException as the constructor
     */
    public static Network draw(Arena arena, Size size, long seed) {
        requireUnits(size.units());
        SplittableRandom random = new SplittableRandom(seed);
        LinearModel hidden = LinearModel.allocate(arena, size.units(), size.features());
        LinearModel output = LinearModel.allocate(arena, size.classes(), size.units());
        draw(random.split(), hidden.weights());
        draw(random.split(), output.weights());
        return new Network(hidden, output);
    }

    private static void draw(SplittableRandom random, FloatMatrix weights) {
        double deviation = Math.sqrt(2.0 / Math.max(1, weights.columns()));
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < weights.columns(); column++) {
                weights.set(row, column, (float) (deviation * random.nextGaussian()));
            }
        }
    }

    /**
     * The network that a classifier is.
     *
     * @param classifier any classifier
     * @return its parameters, shared; empty if its features are not those of a hidden layer
     */
    public static Optional<Network> of(Classifier classifier) {
        return classifier.map().orElse(null) instanceof HiddenLayer layer
                ? Optional.of(new Network(layer.function().model(), classifier.model()))
                : Optional.empty();
    }

    /**
     * This network as a classifier, which is one of the hidden layer's units.
     *
     * @param preprocessing the map of the inputs that the network is trained with
     * @param classNames K names, in the order of the classes, none twice
     * @return the classifier; shares the parameters
     * @throws IllegalArgumentException if the numbers of features or classes differ, or a name is blank or occurs twice
     */
    public Classifier classifier(Preprocessing preprocessing, List<String> classNames) {
        // Memory of the garbage collector's, which any thread may read: the units stay as they are.
        Preprocessing ofUnits = Preprocessing.none(Arena.ofAuto(), output.features());
        return new Classifier(output, ofUnits, classNames, Optional.of(map(preprocessing)));
    }

    /**
     * What a linear model on top of the hidden layer learns from.
     *
     * @param preprocessing the map of the inputs that the hidden layer is trained with
     * @return the rectified hidden units as features; shares the parameters
     * @throws IllegalArgumentException if the numbers of features differ
     */
    public HiddenLayer map(Preprocessing preprocessing) {
        return new HiddenLayer(new ScoreFunction(hidden, preprocessing));
    }
}
