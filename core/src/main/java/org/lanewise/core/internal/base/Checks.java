package org.lanewise.core.internal.base;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Labels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** Checks of shapes, labels and overlaps, each with a message that names what was given. */
final class Checks {

    /** Stands for any thread but the caller's; never started. */
    private static final Thread ANOTHER = new Thread("lanewise-any");

    private Checks() {}

    static void matmul(Transpose transposeA, Transpose transposeB, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        int m = transposeA.rows(a);
        int k = transposeA.columns(a);
        int n = transposeB.columns(b);
        if (transposeB.rows(b) != k || c.rows() != m || c.columns() != n) {
            throw new IllegalArgumentException("matmul needs op(A) M x K, op(B) K x N and C M x N, but op(A) is " + m
                    + " x " + k + ", op(B) " + transposeB.rows(b) + " x " + n + " and C " + c.shape() + ".");
        }
        open("A", a);
        open("B", b);
        writable("C", c);
        if (c.overlaps(a) || c.overlaps(b)) {
            throw new IllegalArgumentException("matmul cannot write C over A or B; give C memory of its own.");
        }
    }

    private static void open(String name, FloatMatrix matrix) {
        if (!matrix.segment().scope().isAlive()) {
            throw new IllegalStateException("The memory of " + name + ", " + matrix.shape()
                    + ", is gone: its arena was closed. Close an arena when its last matrix was used.");
        }
    }

    private static void writable(String name, FloatMatrix output) {
        open(name, output);
        if (output.segment().isReadOnly()) {
            throw new IllegalArgumentException("The result is written to " + name + ", " + output.shape()
                    + ", but its memory is read-only; give it memory that may be written.");
        }
        if (output.segment().isMapped()) {
            throw new IllegalArgumentException("The result is written to " + name + ", " + output.shape() + ", but its"
                    + " memory"
                    + " is a"
                    + " mapped"
                    + " file,"
                    + " which"
                    + " someone"
                    + " may cut"
                    + " short or"
                    + " whose"
                    + " disk may"
                    + " be full"
                    + " as kernels"
                    + " write;"
                    + " compute"
                    + " into"
                    + " allocated"
                    + " memory,"
                    + " then"
                    + " copy it"
                    + " (FloatMatrix.copyFrom).");
        }
    }

    private static void writable(LinearModel output, String name) {
        writable(name, output.weights());
        writable(name, output.bias());
    }

    /** Memory that several threads are to touch must not belong to one of them. */
    static void shared(int threads, String operation, FloatMatrix matrix) {
        shared(threads, operation, matrix.segment());
    }

    private static void shared(int threads, String operation, MemorySegment memory) {
        if (threads > 1 && !memory.isAccessibleBy(ANOTHER)) {
            throw new WrongThreadException(operation + " on " + threads
                    + " threads needs memory that all of them may touch, but some of it is in a confined arena;"
                    + " use Arena.ofShared() or Arena.ofAuto(), or kernels without workers.");
        }
    }

    static void shared(int threads, String operation, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        shared(threads, operation, a);
        shared(threads, operation, b);
        shared(threads, operation, c);
    }

    /** The same for all memory of an operation on a minibatch but its output. */
    static void shared(int threads, String operation, ScoreFunction f, Features features, BatchWorkspace workspace) {
        shared(threads, operation, f, workspace);
        shared(threads, operation, features);
    }

    static void shared(int threads, String operation, ScoreFunction f, BatchWorkspace workspace) {
        if (threads == 1) {
            return;
        }
        shared(threads, operation, f.model().weights());
        shared(threads, operation, f.model().bias());
        shared(threads, operation, f.preprocessing().mean());
        shared(threads, operation, f.preprocessing().scale());
        shared(threads, operation, workspace.memory());
    }

    private static void shared(int threads, String operation, Features features) {
        if (threads > 1 && features.rows() > 0) {
            shared(threads, operation, features.segment(0));
        }
    }

    static void elementwise(String operation, FloatMatrix source, FloatMatrix target) {
        sameShape(operation, source, target);
        open("the scores", source);
        writable("the second matrix", target);
        boolean same =
                source.segment().address() + source.offset() == target.segment().address() + target.offset()
                        && (source.rows() <= 1 || source.leadingDimension() == target.leadingDimension());
        if (!same && source.overlaps(target)) {
            throw new IllegalArgumentException(
                    operation + " writes over its input only if both are the same matrix, but these overlap in part.");
        }
    }

    static void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        open("the preprocessing's mean", preprocessing.mean());
        open("the preprocessing's scale", preprocessing.scale());
        if (features.columns() != preprocessing.features()) {
            throw new IllegalArgumentException("The examples have " + features.columns()
                    + " features, but the preprocessing has " + preprocessing.features() + ".");
        }
        if (prepared.rows() != features.rows() || prepared.columns() != features.columns()) {
            throw new IllegalArgumentException("Prepared examples are " + features.rows() + " x " + features.columns()
                    + ", but there is room for " + prepared.shape() + ".");
        }
        writable("the prepared examples", prepared);
        if (overlaps(prepared, preprocessing) || features.overlaps(prepared)) {
            throw new IllegalArgumentException(
                    "Prepared examples cannot lie over what they are made of; give them their own memory.");
        }
    }

    static void rectify(FloatMatrix x) {
        writable("X", x);
    }

    static void rectifyGradient(FloatMatrix rectified, FloatMatrix gradient) {
        sameShape("rectifyGradient", rectified, gradient);
        open("the rectified matrix", rectified);
        writable("the gradient", gradient);
        if (rectified.overlaps(gradient)) {
            throw new IllegalArgumentException(
                    "A gradient cannot lie over what was rectified; give it its own memory.");
        }
    }

    static void axpy(FloatMatrix x, FloatMatrix y) {
        sameShape("axpy", x, y);
        open("X", x);
        writable("Y", y);
        if (x.overlaps(y)) {
            throw new IllegalArgumentException("axpy cannot add a matrix to one that overlaps it; copy it first.");
        }
    }

    private static void sameShape(String operation, FloatMatrix source, FloatMatrix target) {
        if (source.rows() != target.rows() || source.columns() != target.columns()) {
            throw new IllegalArgumentException(operation + " needs matrices of one shape, but they are "
                    + source.shape() + " and " + target.shape() + ".");
        }
    }

    static void labels(int[] labels, int rows, int classes) {
        if (rows == 0) {
            throw new IllegalArgumentException("A mean loss needs at least one example, but there is none.");
        }
        if (labels.length < rows) {
            throw new IllegalArgumentException(
                    "There are " + rows + " examples, but only " + labels.length + " labels.");
        }
        for (int i = 0; i < rows; i++) {
            Labels.require(labels[i], "example", i, classes);
        }
    }

    static void open(ScoreFunction f) {
        open("the weights", f.model().weights());
        open("the bias", f.model().bias());
        open("the preprocessing's mean", f.preprocessing().mean());
        open("the preprocessing's scale", f.preprocessing().scale());
    }

    /** The workspace in the form of these kernels. */
    static BatchWorkspace batch(CheckedKernels kernels, ScoreFunction f, Features features, Workspace workspace) {
        open(f);
        if (features.columns() != f.features()) {
            throw new IllegalArgumentException(
                    "The model has " + f.features() + " features, but the examples have " + features.columns() + ".");
        }
        if (workspace.classes() != f.classes() || workspace.features() != f.features()) {
            throw new IllegalArgumentException("The workspace is for " + workspace.classes() + " classes and "
                    + workspace.features() + " features, but the model has " + f.classes() + " and " + f.features()
                    + "; make one that fits.");
        }
        if (!kernels.owns(workspace)) {
            throw new IllegalArgumentException("The workspace was made by other kernels than "
                    + kernels.info().name() + "; make one with workspace(...) of the kernels that use it.");
        }
        BatchWorkspace scratch = (BatchWorkspace) workspace;
        open("the workspace", scratch.memory());
        return scratch;
    }

    static void scores(ScoreFunction f, Features features, FloatMatrix scores) {
        shape(scores, features.rows(), f.classes());
        writable("the scores", scores);
        if (overlaps(scores, f.model()) || overlaps(scores, f.preprocessing()) || features.overlaps(scores)) {
            throw new IllegalArgumentException("Scores cannot be written over the model, its preprocessing or the"
                    + " features; give them their own memory.");
        }
    }

    /** A batch of a scorer, whose parameters nobody sees. */
    static void scores(BatchWorkspace folded, Features features, FloatMatrix scores, int threads) {
        open("the scorer's memory", folded.memory());
        if (features.columns() != folded.features()) {
            throw new IllegalArgumentException("The scorer is for " + folded.features()
                    + " features, but the examples have " + features.columns() + ".");
        }
        shape(scores, features.rows(), folded.classes());
        writable("the scores", scores);
        if (features.overlaps(scores)) {
            throw new IllegalArgumentException(
                    "Scores cannot be written over the features; give them their own memory.");
        }
        shared(threads, "scores", scores);
        shared(threads, "scores", features);
    }

    /** One example of a scorer, and room for its scores. */
    static void example(BatchWorkspace folded, int values, int scores) {
        open("the scorer's memory", folded.memory());
        if (values != folded.features()) {
            throw new IllegalArgumentException(
                    "The scorer is for " + folded.features() + " features, but the example has " + values + ".");
        }
        if (scores != folded.classes()) {
            throw new IllegalArgumentException(
                    "There are " + folded.classes() + " classes, but there is room for " + scores + " scores.");
        }
    }

    private static void shape(FloatMatrix scores, int examples, int classes) {
        if (scores.rows() != examples || scores.columns() != classes) {
            throw new IllegalArgumentException("Scores of " + examples + " examples and " + classes
                    + " classes need a matrix of that shape, but it is " + scores.shape() + ".");
        }
    }

    static void gradient(ScoreFunction f, Features features, LinearModel gradient) {
        sameShape("The gradient", f.model().weights(), gradient.weights());
        writable(gradient, "the gradient");
        if (overlaps(gradient.weights(), f.model())
                || overlaps(gradient.bias(), f.model())
                || overlaps(gradient, f, features)) {
            throw new IllegalArgumentException("The gradient cannot be written over the model, its preprocessing or the"
                    + " features; give it its own memory.");
        }
    }

    /** A step changes the model. */
    static void step(ScoreFunction f, Features features, float learningRate) {
        if (!Float.isFinite(learningRate)) {
            throw new IllegalArgumentException("The learning rate must be finite, but it is " + learningRate + ".");
        }
        writable(f.model(), "the model");
        if (overlaps(f.model(), f, features)) {
            throw new IllegalArgumentException("A step changes the model, so it cannot share memory with its"
                    + " preprocessing or the features; give it its own memory.");
        }
    }

    static void backward(ScoreFunction f, Features features, FloatMatrix scoreGradient, LinearModel gradient) {
        scoreGradient(f, features.rows(), scoreGradient);
        gradient(f, features, gradient);
        if (scoreGradient.overlaps(gradient.weights()) || scoreGradient.overlaps(gradient.bias())) {
            throw new IllegalArgumentException(
                    "The gradient cannot be written over that of the scores; give it its own memory.");
        }
    }

    static void featureGradient(ScoreFunction f, FloatMatrix scoreGradient, FloatMatrix featureGradient) {
        open("the weights", f.model().weights());
        open("the preprocessing's scale", f.preprocessing().scale());
        scoreGradient(f, featureGradient.rows(), scoreGradient);
        writable("the features' gradient", featureGradient);
        if (featureGradient.columns() != f.features()) {
            throw new IllegalArgumentException("The gradient of " + f.features()
                    + " features needs as many columns, but it is " + featureGradient.shape() + ".");
        }
        if (featureGradient.overlaps(scoreGradient)
                || overlaps(featureGradient, f.model())
                || overlaps(featureGradient, f.preprocessing())) {
            throw new IllegalArgumentException("The features' gradient cannot be written over what it is computed from;"
                    + " give it its own memory.");
        }
    }

    private static void scoreGradient(ScoreFunction f, int examples, FloatMatrix scoreGradient) {
        open("the scores' gradient", scoreGradient);
        if (scoreGradient.rows() != examples || scoreGradient.columns() != f.classes()) {
            throw new IllegalArgumentException("The scores' gradient of " + examples + " examples and " + f.classes()
                    + " classes needs a matrix of that shape, but it is " + scoreGradient.shape() + ".");
        }
    }

    private static boolean overlaps(LinearModel output, ScoreFunction f, Features features) {
        return overlaps(output.weights(), f.preprocessing())
                || overlaps(output.bias(), f.preprocessing())
                || features.overlaps(output.weights())
                || features.overlaps(output.bias());
    }

    private static boolean overlaps(FloatMatrix output, LinearModel model) {
        return output.overlaps(model.weights()) || output.overlaps(model.bias());
    }

    private static boolean overlaps(FloatMatrix output, Preprocessing preprocessing) {
        return output.overlaps(preprocessing.mean()) || output.overlaps(preprocessing.scale());
    }

    static void loss(Loss loss, int classes) {
        if (!loss.weights().fits(classes)) {
            throw new IllegalArgumentException("There are " + classes
                    + " classes, so the loss needs as many class weights, but it has " + loss.weights() + ".");
        }
    }

    static void losses(FloatMatrix scores, double[] losses) {
        open("the scores", scores);
        int rows = scores.rows();
        if (losses.length < rows) {
            throw new IllegalArgumentException("The losses of " + rows
                    + " examples need an array of that length, but it has " + losses.length + ".");
        }
    }

    static void minibatch(Features features, Workspace workspace) {
        if (features.rows() > workspace.examples()) {
            throw new IllegalArgumentException("The workspace is for minibatches of up to " + workspace.examples()
                    + " examples, but this one has " + features.rows() + "; make a larger one.");
        }
    }

    static void distances(Metric metric, Features queries, Features examples, int[] distances) {
        if (queries.element() != Element.BYTE || examples.element() != Element.BYTE) {
            throw new IllegalArgumentException("Distances are exact sums of bytes, but the features are stored as "
                    + queries.element() + " and " + examples.element() + "; give features of bytes.");
        }
        if (queries.columns() != examples.columns()) {
            throw new IllegalArgumentException("Distances need examples of one size, but the queries have "
                    + queries.columns() + " features and the examples " + examples.columns() + ".");
        }
        if (queries.columns() > metric.mostPixels()) {
            throw new IllegalArgumentException(metric + " distances of " + queries.columns()
                    + " features may not fit into an int; at most " + metric.mostPixels() + " features do.");
        }
        long count = (long) queries.rows() * examples.rows();
        if (distances.length < count) {
            throw new IllegalArgumentException(queries.rows() + " queries and " + examples.rows() + " examples have "
                    + count + " distances, but the array has room for " + distances.length + ".");
        }
    }
}
