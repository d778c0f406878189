package org.lanewise.cli.look;

import java.util.List;
import org.lanewise.cli.Computer;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.GradientCheck;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.network.NetworkGradient;
import org.lanewise.learn.network.NetworkReference;
import org.lanewise.learn.network.NetworkReference.Layer;

/** The gradient check of a hidden layer and of the one above it, at weights that a training begins with. */
final class NetworkCheck {

    /** Units and scores are about 1, sums of thousands of products in float. */
    private static final double ROUNDING = 1e-5;

    private final Computer computer;
    private final Draw draw;
    private final Objective objective;
    private final NetworkReference reference;
    private final Network network;
    private final Network gradient;

    /**
     * What is drawn.
     *
     * @param units hidden units
     * @param classNames the classes
     * @param seed chooses the weights
     */
    record Draw(int units, List<String> classNames, long seed) {}

    NetworkCheck(Computer computer, Preprocessing preprocessing, Minibatch minibatch, Objective objective, Draw draw) {
        this.computer = computer;
        this.draw = draw;
        this.objective = objective;
        Network.Size size = new Network.Size(
                preprocessing.features(), draw.units, draw.classNames().size());
        network = Network.draw(computer.arena(), size, draw.seed);
        gradient = Network.draw(computer.arena(), size, draw.seed);
        reference = new NetworkReference(network, preprocessing, minibatch, objective);
        Kernels kernels = computer.kernels();
        new NetworkGradient(computer.arena(), kernels, network, preprocessing, minibatch.size())
                .at(
                        minibatch.features(),
                        scores -> kernels.loss(objective.loss(), scores, minibatch.labels(), scores),
                        gradient);
        regularize(network.hidden(), gradient.hidden());
        regularize(network.output(), gradient.output());
    }

    /** As a training does: kernels leave it out where there are two layers. */
    private void regularize(LinearModel model, LinearModel gradientOf) {
        add(model.weights(), gradientOf.weights());
        if (objective.regularization().bias()) {
            add(model.bias(), gradientOf.bias());
        }
    }

    private void add(FloatMatrix parameters, FloatMatrix slopes) {
        Regularization regularization = objective.regularization();
        for (int i = 0; i < parameters.rows(); i++) {
            for (int j = 0; j < parameters.columns(); j++) {
                slopes.set(i, j, slopes.get(i, j) + (float) regularization.slope(parameters.get(i, j)));
            }
        }
    }

    int parameters(Layer layer) {
        return reference.parameters(layer);
    }

    /** Parameters of both layers. */
    int parameters() {
        return parameters(Layer.HIDDEN) + parameters(Layer.OUTPUT);
    }

    boolean ofDouble(Layer layer, double step, int[] chosen, double tolerance, GradientChecks checks) {
        GradientCheck check = reference.check(layer, reference.analytic(layer), step, 0, chosen);
        checks.add(name(layer) + ", double", places(layer), check, tolerance);
        return check.passes(tolerance);
    }

    boolean ofFloat(Layer layer, double step, int[] chosen, double tolerance, GradientChecks checks) {
        LinearModel ofLayer = layer == Layer.HIDDEN ? gradient.hidden() : gradient.output();
        GradientCheck check = reference.check(layer, NetworkReference.vector(ofLayer), step, ROUNDING, chosen);
        String kernels = computer.kernels().info().name();
        checks.add(name(layer) + ", float, " + kernels + " kernels", places(layer), check, tolerance);
        return check.passes(tolerance);
    }

    private static String name(Layer layer) {
        return layer == Layer.HIDDEN ? "hidden layer" : "output layer";
    }

    private GradientChecks.Places places(Layer layer) {
        int row = reference.row(layer);
        return new GradientChecks.Places() {
            @Override
            public String of(int parameter) {
                int number = parameter / row;
                return layer == Layer.HIDDEN ? "unit " + number : draw.classNames.get(number);
            }

            @Override
            public int feature(int parameter) {
                return parameter % row == row - 1 ? -1 : parameter % row;
            }
        };
    }
}
