package org.lanewise.core.internal.base;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The passes of a linear classifier over a minibatch, beneath {@link CheckedKernels}, which trust their arguments. They come in
 * two families, and the number of examples alone decides which one is taken, as {@link Kernels} says:
 *
 * <ul>
 *   <li>small minibatches are <i>prepared</i>: features are preprocessed as floats, {@code x' = (x - mean) scale};
 *   <li>larger ones <i>fold</i> the preprocessing into the parameters, {@code V = W scale} and {@code c = b - V mean}, so that
 *       features stay in their stored form, and unfold the gradient {@code G} of V: {@code dW = (G - s mean) scale}.
 * </ul>
 *
 * <p>Scratch is in the {@link BatchWorkspace}, which each implementation makes in a form of its own.
 */
public interface LinearPasses {

    /**
     * Preprocesses examples, {@code x'_id = (x_id - mean_d) scale_d}.
     *
     * @param features x, N x D
     * @param preprocessing mean and scale
     * @param prepared x', N x D, overwritten
     */
    void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared);

    /**
     * Scores of preprocessed examples, {@code f_ik = sum_d W_kd x'_id + b_k}.
     *
     * @param prepared x', N x D, N at least 1
     * @param model W and b
     * @param scores f, N x K, overwritten
     * @return the sum of the squares of W: a dot product of each row with itself, in float, added in double
     */
    double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores);

    /**
     * Gradient of the regularized loss from preprocessed examples, {@code dW_kd = sum_i g_ik x'_id + 2 lambda W_kd},
     * {@code db_k = sum_i g_ik}.
     *
     * @param prepared x', N x D, N at least 1
     * @param scoreGradient g, N x K
     * @param weights W, K x D
     * @param lambda regularization strength
     * @param gradient dW and db, overwritten
     */
    void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient);

    /**
     * {@link #preparedGradient}, and the step against it, with the same roundings.
     *
     * @param prepared x', N x D, N at least 1
     * @param scoreGradient g, N x K
     * @param model W and b, changed
     * @param lambda regularization strength
     * @param rate the step size
     * @param workspace scratch
     */
    void preparedStep(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float rate,
            BatchWorkspace workspace);

    /**
     * Folds preprocessing into parameters, V and c, which stay in the workspace.
     *
     * @param f W, b and the preprocessing
     * @param workspace gets V and c
     * @return the sum of the squares of W
     */
    double fold(ScoreFunction f, BatchWorkspace workspace);

    /**
     * Scores of features in their stored form, {@code f_ik = sum_d V_kd x_id + c_k}.
     *
     * @param features x, N x D
     * @param workspace has V and c
     * @param scores f, N x K, overwritten
     */
    void scores(Features features, BatchWorkspace workspace, FloatMatrix scores);

    /**
     * Scratch for the scores of single examples, with the same bits.
     *
     * @param folded has V and c, which stay as they are
     * @return scratch for one call at a time
     */
    default ExampleScores exampleScores(BatchWorkspace folded) {
        return new CopiedExample(this, folded);
    }

    /**
     * Scores, losses and the gradient G of V, s of c, which stay in the workspace.
     *
     * @param minibatch x and y, N at least 1
     * @param loss which loss
     * @param workspace has V and c, gets G and s
     * @return the sum of the losses of the examples
     */
    double gradient(Minibatch minibatch, Loss loss, BatchWorkspace workspace);

    /**
     * The gradient {@code G_kd = sum_i g_ik x_id} and {@code s_k = sum_i g_ik} from a gradient of scores.
     *
     * @param features x, N x D, N at least 1
     * @param scoreGradient g, N x K
     * @param workspace gets G and s
     */
    void backward(Features features, FloatMatrix scoreGradient, BatchWorkspace workspace);

    /**
     * Turns G and s into the gradient of the regularized loss,
     * {@code dW_kd = (G_kd - s_k mean_d) scale_d + 2 lambda W_kd}, {@code db_k = s_k}.
     *
     * @param f W and the preprocessing
     * @param lambda regularization strength
     * @param workspace has G and s
     * @param gradient dW and db, overwritten
     */
    void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient);

    /**
     * {@link #gradient}, {@link #unfold} and the step {@code W -= rate dW}, {@code b -= rate db}, with the same roundings.
     *
     * @param minibatch x and y, N at least 1
     * @param loss which loss
     * @param f W and b, changed, and the preprocessing
     * @param lambda regularization strength
     * @param rate the step size
     * @param workspace has V and c
     * @return the sum of the losses of the examples
     */
    double step(Minibatch minibatch, Loss loss, ScoreFunction f, float lambda, float rate, BatchWorkspace workspace);
}
