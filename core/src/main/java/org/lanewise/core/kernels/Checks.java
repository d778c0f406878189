package org.lanewise.core.kernels;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Labels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

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

    /** The same for all memory of an operation on a minibatch but its output. */
    static void shared(
            int threads,
            String operation,
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            Workspace workspace) {
        if (threads == 1) {
            return;
        }
        shared(threads, operation, model.weights());
        shared(threads, operation, model.bias());
        shared(threads, operation, preprocessing.mean());
        shared(threads, operation, preprocessing.scale());
        shared(threads, operation, workspace.foldedWeights());
        if (images.rows() > 0) {
            shared(threads, operation, images.segment(0));
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

    static void batch(LinearModel model, Preprocessing preprocessing, PixelMatrix images, Workspace workspace) {
        int features = model.features();
        open("the weights", model.weights());
        open("the bias", model.bias());
        open("the preprocessing's mean", preprocessing.mean());
        open("the preprocessing's scale", preprocessing.scale());
        open("the workspace", workspace.foldedWeights());
        if (images.columns() != features) {
            throw new IllegalArgumentException(
                    "The model has " + features + " features, but the images have " + images.columns() + " pixels.");
        }
        if (preprocessing.features() != features) {
            throw new IllegalArgumentException("The model has " + features + " features, but the preprocessing has "
                    + preprocessing.features() + ".");
        }
        if (workspace.classes() != model.classes() || workspace.features() != features) {
            throw new IllegalArgumentException("The workspace is for " + workspace.classes() + " classes and "
                    + workspace.features() + " features, but the model has " + model.classes() + " and " + features
                    + "; allocate one that fits.");
        }
    }

    static void scores(LinearModel model, Preprocessing preprocessing, PixelMatrix images, FloatMatrix scores) {
        if (scores.rows() != images.rows() || scores.columns() != model.classes()) {
            throw new IllegalArgumentException("Scores of " + images.rows() + " images and " + model.classes()
                    + " classes need a matrix of that shape, but it is " + scores.shape() + ".");
        }
        writable("the scores", scores);
        if (overlaps(scores, model) || overlaps(scores, preprocessing) || images.overlaps(scores)) {
            throw new IllegalArgumentException(
                    "Scores cannot be written over the model, its preprocessing or the images;"
                            + " give them their own memory.");
        }
    }

    static void gradient(LinearModel model, Preprocessing preprocessing, PixelMatrix images, LinearModel gradient) {
        sameShape("The gradient", model.weights(), gradient.weights());
        writable(gradient, "the gradient");
        if (overlaps(gradient.weights(), model)
                || overlaps(gradient.bias(), model)
                || overlaps(gradient, preprocessing, images)) {
            throw new IllegalArgumentException("The gradient cannot be written over the model, its preprocessing or the"
                    + " images; give it its own memory.");
        }
    }

    /** A step changes the model. */
    static void step(LinearModel model, Preprocessing preprocessing, PixelMatrix images, float learningRate) {
        if (!Float.isFinite(learningRate)) {
            throw new IllegalArgumentException("The learning rate must be finite, but it is " + learningRate + ".");
        }
        writable(model, "the model");
        if (overlaps(model, preprocessing, images)) {
            throw new IllegalArgumentException("A step changes the model, so it cannot share memory with its"
                    + " preprocessing or the images; give it its own memory.");
        }
    }

    private static boolean overlaps(LinearModel output, Preprocessing preprocessing, PixelMatrix images) {
        return overlaps(output.weights(), preprocessing)
                || overlaps(output.bias(), preprocessing)
                || images.overlaps(output.weights())
                || images.overlaps(output.bias());
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

    static void minibatch(PixelMatrix images, Workspace workspace) {
        if (images.rows() > workspace.images()) {
            throw new IllegalArgumentException("The workspace is for minibatches of up to " + workspace.images()
                    + " images, but this one has " + images.rows() + "; allocate a larger one.");
        }
    }

    static void distances(Metric metric, PixelMatrix queries, PixelMatrix images, int[] distances) {
        if (queries.columns() != images.columns()) {
            throw new IllegalArgumentException("Distances need images of one size, but the queries have "
                    + queries.columns() + " pixels and the images " + images.columns() + ".");
        }
        if (queries.columns() > metric.mostPixels()) {
            throw new IllegalArgumentException(metric + " distances of images of " + queries.columns()
                    + " pixels may not fit into an int; at most " + metric.mostPixels() + " pixels do.");
        }
        long count = (long) queries.rows() * images.rows();
        if (distances.length < count) {
            throw new IllegalArgumentException(queries.rows() + " queries and " + images.rows() + " images have "
                    + count + " distances, but the array has room for " + distances.length + ".");
        }
    }
}
