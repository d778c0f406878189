package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The operations of the linear classifier that cost time, behind one interface: everything above takes a
 * {@code Kernels}, so comparing scalar with SIMD is one argument.
 *
 * <p><b>The same bits.</b> Every implementation here adds in the same order, so {@link #scalar()}, {@link #simd()} of any
 * vector width and what {@link #best()} falls back to give equal bits on machines with the same {@link KernelInfo#fma() FMA policy}:
 *
 * <ul>
 *   <li>an element of {@link #matmul} is one chain of multiply-adds over k, ascending, as in the three loops of the
 *       textbook; it is a dot product in 16 virtual lanes, as follows, if C has at most 16 columns, or if A is read as
 *       stored and B transposed, so that both lie along k, and C has at most 16 rows, or at most 128 columns and K is
 *       at least 256;
 *   <li>a dot product or sum along a row runs in 16 virtual lanes (element i belongs to lane {@code i % 16}), each a
 *       chain of multiply-adds, and the lanes are added as a fixed tree: lane l and l + 8, then l and l + 4, l + 2, l + 1;
 *   <li>{@link #dot(double[], int, double[], int, int)} does the same with 32 lanes;
 *   <li>sums over the N examples of a minibatch are chains within chunks of neighbouring examples, and a binary tree over the
 *       chunks: chunk 0 and 1, 2 and 3, then these sums, and so on. There are as many chunks as the greatest power of two
 *       up to N / 32, at least 1 and at most 16, and chunk c of C begins with example {@code 4 floor(ceil(N / 4) c / C)};
 *       the losses of the examples are one chain, in double;
 *   <li>minibatches of at most 16 examples are preprocessed as floats, {@code x' = (x - mean) * scale}; for larger ones
 *       {@link #gradient}, {@link #step} and {@link #backward} fold the preprocessing into the parameters and its inverse
 *       into the gradient. {@link #scores} always folds, so that an example has the same scores in every batch;
 *   <li>features stored as bytes and as floats of the same values give the same bits.
 * </ul>
 *
 * <p><b>Threads.</b> Implementations are stateless towards the caller and safe to use from several threads at once, each
 * with its own outputs and {@link Workspace}. Matrices are read and written on the calling thread, unless {@link #on}
 * gave it help. Scratch for packing is kept per thread.
 *
 * <p><b>Errors.</b> Shapes that do not fit, labels out of range, outputs that are read-only, in a mapped file or overlap an input are
 * refused with {@link IllegalArgumentException} before anything is written; memory whose arena was closed, or is closed by another
 * thread meanwhile, workers that were closed, and a {@link Workspace} that another call is using throw
 * {@link IllegalStateException}; memory of a confined arena throws {@link WrongThreadException} on other threads than its owner's
 * and on kernels with workers. NaN and infinity as a factor (alpha, beta) or as an element are numbers like others, and go the way
 * of IEEE 754.
 *
 * <p><b>Mapped files.</b> Features and other inputs may lie in mapped files. Where someone cuts such a file short, or its disk is full
 * or fails, {@link org.lanewise.core.data.LostDataException} names the file and outputs are left half written. Float inputs are
 * copied to allocated memory first, of large ones a part at a time, which takes time and memory in each call: what is used
 * often should be allocated. Outputs must be.
 *
 * <p><b>Arenas.</b> Take memory from {@link Arena#ofShared()} or {@link Arena#ofAuto()}. Memory of a confined arena
 * works on the thread of its owner, but the kernels' own scratch is not confined. If the compiler meets both kinds, it
 * takes several times as long, and the first seconds are slower.
 *
 * <p>Implementations extend {@code internal.base.CheckedKernels}; {@link #best()} uses two of them, see {@code
 * internal.adaptive}.
 */
public interface Kernels {

    /** {@return the name of these kernels, and why they were chosen} */
    KernelInfo info();

    /**
     * The fastest kernels of this machine: SIMD where the Vector API is present and compiled, else plain loops that C2
     * vectorizes by itself. The choice is made once; {@link KernelInfo#reason()} says why. Other kernels than SIMD are logged, once.
     *
     * <p>System property {@code lanewise.simd}, or else environment variable {@code LANEWISE_SIMD}: {@code auto} (the
     * default), {@code off}, {@code 128}, {@code 256}, {@code 512} (that width or an exception), {@code require} (SIMD
     * or an exception).
     *
     * @return the kernels
     * @throws IllegalStateException if SIMD, or a width, was demanded and cannot be had; the message says what to do
     */
    static Kernels best() {
        return KernelChoice.best();
    }

    /** {@return the loops of the textbook: the reference of the tests, and a baseline to compare with} */
    static Kernels scalar() {
        return KernelChoice.scalar();
    }

    /**
     * The Vector API kernels.
     *
     * @return the kernels
     * @throws IllegalStateException if SIMD is not available; the message has the exact flag to add
     */
    static Kernels simd() {
        return KernelChoice.simd();
    }

    /**
     * These kernels with more threads: the workers share large operations, small ones stay on the caller's thread. The
     * bits are the same for any number of threads. The memory of all operands must be open to all of these threads: not
     * of a confined arena.
     *
     * @param workers the threads that help; they must stay open as long as these kernels are used, which otherwise
     *     refuse every operation
     * @return kernels that use the workers; {@code this} where an implementation stays on one thread, as those without the Vector API
     * @throws IllegalStateException if the workers are closed already
     */
    default Kernels on(Workers workers) {
        return this;
    }

    /**
     * Blocks until the kernels are compiled, which takes some seconds in a fresh VM. Only measurements need it: until
     * then {@link #best()} computes with plain loops, and has the SIMD kernels compiled meanwhile.
     */
    default void warmUp() {}

    /**
     * Repeats a call until the kernels that it needs are compiled, at most for some time. It is for those who are about to make calls
     * of this kind for seconds, and have a thread to spare before: a training while it reads its data, a server before it takes
     * requests. Where they are compiled already, the call is made once; kernels other than those of {@link #best()} make none. Other
     * threads may use the kernels meanwhile.
     *
     * {@snippet :
     * kernels.warmUp(k -> k.gradient(f, objective, minibatch, gradient, workspace), Duration.ofSeconds(2));
     * }
     *
     * @param call a call of the given kernels, of the same kind, form of features and shape as those to come, but with few examples
     * @param most the time after which it is given up, but for the call that is being made
     */
    default void warmUp(Consumer<Kernels> call, Duration most) {}

    /**
     * Runs the parts of a job, each once, on the threads of these kernels, and returns when all are done. Kernels that a
     * part calls stay on its thread.
     *
     * @param parts how many there are, up to {@link Workers#MAX_PARTS}
     * @param job is given the number of a part, from 0; it must not depend on which thread takes which part
     * @throws IllegalStateException if the workers of these kernels are closed
     * @throws IllegalArgumentException if there are too many parts for the workers
     */
    default void share(int parts, IntConsumer job) {
        for (int part = 0; part < parts; part++) {
            job.accept(part);
        }
    }

    /**
     * Matrix product {@code C = alpha op(A) op(B) + beta C}, with op(A) M x K, op(B) K x N, C M x N, any leading
     * dimensions. In terms of roundings {@code c = beta * c}, then for k ascending {@code c += (alpha * a_ik) * b_kj}; where
     * elements are dot products {@code c += alpha * dot}. With {@code beta == 0} C is not read, so NaN in it is overwritten.
     *
     * @param transposeA whether A is read transposed
     * @param transposeB whether B is read transposed
     * @param alpha factor of the product
     * @param a A as stored
     * @param b B as stored
     * @param beta factor of what is in C
     * @param c C, overwritten; must not overlap A or B
     * @throws IllegalArgumentException if the shapes do not fit or C overlaps A or B
     */
    void matmul(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c);

    /**
     * Matrix product {@code C = A B}.
     *
     * @param a A, M x K
     * @param b B, K x N
     * @param c C, M x N, overwritten; must not overlap A or B
     * @throws IllegalArgumentException if the shapes do not fit or C overlaps A or B
     */
    default void matmul(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        matmul(Transpose.NO, Transpose.NO, 1f, a, b, 0f, c);
    }

    /**
     * Softmax of every row, {@code p_j = exp(f_j - max f) / sum_k exp(f_k - max f)}. Shifting by the row's maximum
     * changes nothing in exact terms and keeps exp from overflowing. A NaN or +infinity in a row makes the whole row
     * NaN, as does a row of nothing but -infinity.
     *
     * @param scores f, N x K
     * @param probabilities p, N x K, overwritten; {@code scores} itself or not overlapping it
     * @throws IllegalArgumentException if the shapes differ, or the matrices overlap without being the same
     */
    void softmax(FloatMatrix scores, FloatMatrix probabilities);

    /**
     * Logarithm of the softmax of every row, {@code f_j - max f - log sum_k exp(f_k - max f)}.
     *
     * @param scores f, N x K
     * @param logProbabilities result, N x K, overwritten; {@code scores} itself or not overlapping it
     * @throws IllegalArgumentException if the shapes differ, or the matrices overlap without being the same
     */
    void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities);

    /**
     * Mean loss of scores, {@code L = 1/N sum_i w_y L_i}, and its gradient with respect to them, dL/df.
     *
     * @param loss which loss L_i, with weights w of the classes
     * @param scores f, N x K, N and K at least 1
     * @param labels the correct class y of each row, 0 to K - 1; at least N, further ones are not read
     * @param gradient dL/df, N x K, overwritten; {@code scores} itself or not overlapping it. A NaN in a row of scores, or
     *     an infinity that makes its loss infinite or NaN, may make the whole row NaN
     * @return the loss L
     * @throws IllegalArgumentException if shapes do not fit, a label is out of range, there is no row, the loss weighs
     *     another number of classes, or the matrices overlap without being the same
     */
    double loss(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient);

    /**
     * The loss of each example, {@code w_y L_i}.
     *
     * @param loss which loss L_i, with weights w of the classes
     * @param scores f, N x K, N and K at least 1
     * @param labels the correct class y of each row, 0 to K - 1; at least N, further ones are not read
     * @param losses overwritten from 0 to N; at least so long
     * @throws IllegalArgumentException if an array is too short, a label is out of range, there is no row, or the loss
     *     weighs another number of classes
     */
    void losses(Loss loss, FloatMatrix scores, int[] labels, double[] losses);

    /**
     * Scratch memory for the operations on minibatches, in the form that these kernels need; also for the same kernels
     * {@link #on} workers.
     *
     * @param arena the owner of the memory: one of those that {@link Arena} makes
     * @param examples the largest minibatch that a loss or gradient will be asked for; {@link #scores} does not count, 0
     *     suffices for it
     * @param classes number of classes K
     * @param features number of features D of an example
     * @return the workspace: about {@code 4 * (2 + log2 C) * K * D} bytes for C {@linkplain Kernels chunks} of examples, up to
     *     {@code 4 * 17 * K * D} for threads that have gradients of their own, and
     *     {@code 4 * (min(examples, 16) * D + examples * (K + 2))}
     * @throws IllegalArgumentException if a number is negative or too large, or the arena hands out parts of a mapped file or
     *     of the heap
     */
    Workspace workspace(Arena arena, int examples, int classes, int features);

    /**
     * Scores {@code f(x) = W x' + b} of examples in their stored form, preprocessing folded into the parameters.
     *
     * {@snippet :
     * Workspace workspace = kernels.workspace(arena, 0, f.classes(), f.features());
     * FloatMatrix scores = FloatMatrix.allocate(arena, features.rows(), f.classes());
     * kernels.scores(f, features, scores, workspace);
     * }
     *
     * @param f W, K x D, b, K x 1, and the map from x to x'
     * @param features x, N x D
     * @param scores f, N x K, overwritten
     * @param workspace scratch for K classes and D features, used by no other call meanwhile
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void scores(ScoreFunction f, Features features, FloatMatrix scores, Workspace workspace);

    /**
     * Folds parameters once, for many calls, as in a service.
     *
     * @param arena the owner of the memory: one of those that {@link Arena} makes; not confined if several threads are to score
     * @param f W, K x D, b, K x 1, and the map from x to x'; a copy is kept, {@code 4 K D} bytes in one or two forms
     * @return the scorer
     * @throws IllegalArgumentException if the arena hands out parts of a mapped file or of the heap
     */
    Scorer scorer(Arena arena, ScoreFunction f);

    /**
     * Value of an objective on a minibatch, {@code L = 1/N sum_i w_y L_i + R(W)}, and its analytic gradient
     * {@code dW = 1/N sum_i w_y g_i x'_i + dR/dW}, {@code db = 1/N sum_i w_y g_i}, where g_i is the gradient of L_i with
     * respect to the scores {@code f(x_i)}. That is scores, {@link #loss}, {@link #backward} and the regularization; for
     * scores of a minibatch of up to 16 examples, which are prepared, roundings differ from those of {@link #scores}.
     *
     * @param f W, K x D, and b, K x 1, K at least 1, and the map from x to x'
     * @param objective L_i, with weights w of the classes, and R
     * @param minibatch N x D features and their labels, N from 1 to the workspace's examples
     * @param gradient dW, K x D, and db, K x 1, overwritten; must not overlap the parameters
     * @param workspace scratch for N examples, K classes and D features, used by no other call meanwhile
     * @return the value L
     * @throws IllegalArgumentException if shapes do not fit, a label is out of range, the loss weighs another number of
     *     classes, or the gradient overlaps the parameters
     */
    double gradient(
            ScoreFunction f, Objective objective, Minibatch minibatch, LinearModel gradient, Workspace workspace);

    /**
     * A step of minibatch gradient descent: {@link #gradient}, then {@code W -= learning rate * dW} and
     * {@code b -= learning rate * db}, with the same bits as these one after the other. The weights are passed over once
     * less if {@link org.lanewise.core.loss.Regularization#isPlainL2()}.
     *
     * @param f W, K x D, and b, K x 1, changed, and the map from x to x'
     * @param objective L_i, with weights w of the classes, and R
     * @param minibatch N x D features and their labels, N from 1 to the workspace's examples
     * @param learningRate the step size, finite
     * @param workspace scratch for N examples, K classes and D features, used by no other call meanwhile
     * @return the value L before the step
     * @throws IllegalArgumentException as {@link #gradient}
     */
    double step(ScoreFunction f, Objective objective, Minibatch minibatch, float learningRate, Workspace workspace);

    /**
     * Gradient of a linear layer with respect to its parameters, from a gradient with respect to its scores:
     * {@code dW = sum_i g_i x'_i}, {@code db = sum_i g_i}.
     *
     * @param f the preprocessing, and W, K x D, of which no more counts than its shape as long as it is finite
     * @param features x, N x D, N up to the workspace's examples
     * @param scoreGradient g, N x K
     * @param gradient dW, K x D, and db, K x 1, overwritten; must not overlap the parameters
     * @param workspace scratch for N examples, K classes and D features, used by no other call meanwhile
     * @throws IllegalArgumentException if shapes do not fit, or the gradient overlaps what is read
     */
    void backward(
            ScoreFunction f, Features features, FloatMatrix scoreGradient, LinearModel gradient, Workspace workspace);

    /**
     * Gradient of a linear layer with respect to its features: what the layer below needs, {@code dx_i = (g_i W) scale}.
     * An element is that of the {@link #matmul} of g and W, rounded, times the scale of its column.
     *
     * @param f W, K x D, and the preprocessing
     * @param scoreGradient g, N x K
     * @param featureGradient dx, N x D, overwritten
     * @throws IllegalArgumentException if shapes do not fit, or the result overlaps what is read
     */
    void featureGradient(ScoreFunction f, FloatMatrix scoreGradient, FloatMatrix featureGradient);

    /**
     * {@code Y += alpha X}, element by element.
     *
     * @param alpha the factor
     * @param x X, M x N
     * @param y Y, M x N; must not overlap X
     * @throws IllegalArgumentException if the shapes differ or the matrices overlap
     */
    void axpy(float alpha, FloatMatrix x, FloatMatrix y);

    /**
     * Preprocesses examples as floats, {@code x'_id = (x_id - mean_d) * scale_d}: for products with so many columns that bytes
     * would be converted over and over.
     *
     * @param features x, N x D
     * @param preprocessing mean and scale of D features
     * @param prepared x', N x D, overwritten
     * @throws IllegalArgumentException if the shapes do not fit, or the result overlaps what is read
     */
    void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared);

    /**
     * The rectifier of a hidden layer, in place: {@code x = max(x, 0)} for every element. NaN stays NaN, -0 becomes 0,
     * infinity stays and -infinity becomes 0.
     *
     * @param x X, M x N, changed
     * @throws IllegalArgumentException if X is read-only or in a mapped file
     */
    void rectify(FloatMatrix x);

    /**
     * Takes a gradient back through {@link #rectify}, in place: an element stays where the rectified one is above 0, and
     * becomes 0 where it is not, be that 0 or NaN; at 0 the rectifier has no derivative, and 0 is taken.
     *
     * @param rectified what {@link #rectify} left, M x N
     * @param gradient the gradient with respect to it, M x N; changed to that with respect to what was rectified
     * @throws IllegalArgumentException if the shapes differ or the matrices overlap
     */
    void rectifyGradient(FloatMatrix rectified, FloatMatrix gradient);

    /**
     * The distance of every query to every example, straight from their bytes: exact integers. Features that are stored as
     * floats are refused.
     *
     * @param metric which distance
     * @param queries Q x D bytes, D at most {@link Metric#mostPixels()}
     * @param examples N x D bytes
     * @param distances overwritten from 0 to Q * N, query after query; at least so long
     * @throws IllegalArgumentException if features are floats, their numbers differ or are too large, or the array is too
     *     short
     */
    void distances(Metric metric, Features queries, Features examples, int[] distances);

    /**
     * Dot product in double precision of two ranges of heap arrays: what a numeric gradient of small step needs.
     *
     * @param a first array
     * @param aFrom where its range begins
     * @param b second array
     * @param bFrom where its range begins
     * @param length length of both ranges
     * @return {@code sum_i a_i b_i}
     * @throws IndexOutOfBoundsException if a range is outside its array
     */
    double dot(double[] a, int aFrom, double[] b, int bFrom, int length);
}
