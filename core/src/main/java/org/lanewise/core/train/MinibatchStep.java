package org.lanewise.core.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * One step of minibatch gradient descent on the linear classifier: scores, loss, gradient, update
 * {@code W -= learning rate * dW}, {@code b -= learning rate * db}.
 *
 * <p>Scratch is allocated once, from the caller's arena; a step allocates nothing. One thread at a time.
 */
public final class MinibatchStep {

    private final Kernels kernels;
    private final LinearModel model;
    private final Preprocessing preprocessing;
    private final Loss loss;
    private final Regularization regularization;
    private final Workspace workspace;

    /**
     * Prepares steps on a model.
     *
     * @param arena the owner of the scratch; must live as long as steps are made
     * @param kernels who computes
     * @param model the parameters, changed by every step
     * @param preprocessing the map of the pixels
     * @param images the largest minibatch
     * @param loss the loss of an image
     * @param regularization what is added to the mean loss
     */
    public MinibatchStep(
            Arena arena,
            Kernels kernels,
            LinearModel model,
            Preprocessing preprocessing,
            int images,
            Loss loss,
            Regularization regularization) {
        this.kernels = kernels;
        this.model = model;
        this.preprocessing = preprocessing;
        this.loss = loss;
        this.regularization = regularization;
        this.workspace = Workspace.allocate(arena, images, model.classes(), model.features());
    }

    /**
     * Makes a step.
     *
     * @param images the minibatch
     * @param labels the correct class of each image
     * @param learningRate the step size
     * @return the loss before the step, regularization included
     * @throws IllegalArgumentException as {@link Kernels#gradientStep}
     */
    public double run(PixelMatrix images, int[] labels, float learningRate) {
        return kernels.gradientStep(
                model, preprocessing, images, labels, loss, regularization, learningRate, workspace);
    }
}
