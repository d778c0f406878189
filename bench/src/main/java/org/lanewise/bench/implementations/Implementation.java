package org.lanewise.bench.implementations;

import java.util.Set;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.ScoreFunction;

/** An implementation of the operations. It is measured in the cases of its tasks and in no others. */
public abstract class Implementation {

    /** For implementations that make an operation on the calling thread only. */
    public static final int ONE_THREAD = 1;

    /** For implementations that can share an operation between as many threads as there are. */
    public static final int ANY_THREADS = Integer.MAX_VALUE;

    private final String name;
    private final int maxThreads;
    private final Set<Task> tasks;

    /**
     * An implementation.
     *
     * @param name what tables and {@code --filter} call it
     * @param maxThreads how many threads can share an operation
     * @param tasks what it does
     */
    protected Implementation(String name, int maxThreads, Set<Task> tasks) {
        this.name = name;
        this.maxThreads = maxThreads;
        this.tasks = tasks;
    }

    /** {@return what tables and {@code --filter} call it} */
    public final String name() {
        return name;
    }

    /**
     * Whether it does something.
     *
     * @param task what
     * @return true if the method for it can be called
     */
    public final boolean does(Task task) {
        return tasks.contains(task);
    }

    /**
     * The threads that share an operation.
     *
     * @param requested how many are asked for
     * @return so many, or as many as it can use
     */
    public final int threads(int requested) {
        return Math.min(requested, maxThreads);
    }

    /** {@return whether it is foreign code to be compared with} */
    public boolean isPeer() {
        return false;
    }

    /**
     * Threads besides the caller's that are not Java threads.
     *
     * @param threads how many threads share an operation, at most
     * @return their number
     */
    public int nativeHelpers(int threads) {
        return 0;
    }

    /**
     * Loads it and says what came.
     *
     * @param threads how many threads share an operation, at most
     * @return name, version and the like, one line
     * @throws IllegalStateException if it cannot be loaded
     */
    public abstract String describe(int threads);

    /** {@return why it cannot run here, or null if it can} */
    public final String obstacle() {
        try {
            describe(ONE_THREAD);
            return null;
        } catch (IllegalStateException cannotLoad) {
            return cannotLoad.getMessage();
        } catch (LinkageError noSuchClass) {
            return noSuchClass.toString();
        }
    }

    /**
     * {@code C = op(A) op(B)}.
     *
     * @param threads how many threads share it, at most
     * @param transposeA whether A is read transposed
     * @param a A as stored
     * @param transposeB whether B is read transposed
     * @param b B as stored
     * @return the product, not computed yet
     */
    public Product product(int threads, Transpose transposeA, FloatMatrix a, Transpose transposeB, FloatMatrix b) {
        throw doesNot(Task.MATMUL);
    }

    /**
     * Softmax of rows.
     *
     * @param threads how many threads share it, at most
     * @return the softmax
     */
    public Softmax softmax(int threads) {
        throw doesNot(Task.SOFTMAX);
    }

    /**
     * Minibatch training.
     *
     * @param threads how many threads share a step, at most
     * @param task what is trained on what
     * @return the training before its first step
     */
    public Training training(int threads, TrainingTask task) {
        throw doesNot(Task.STEP);
    }

    /**
     * Scores of single examples.
     *
     * @param threads how many threads share a call, at most
     * @param examples the examples
     * @param function their scores
     * @return the prediction before its first call
     */
    public Prediction prediction(int threads, Examples examples, ScoreFunction function) {
        throw doesNot(Task.PREDICT);
    }

    /**
     * Its kernels.
     *
     * @param threads how many threads share an operation, at most
     * @return the kernels
     * @throws IllegalStateException if they cannot be loaded, or others came in their place
     */
    public Kernels kernels(int threads) {
        throw doesNot(Task.KERNELS);
    }

    private UnsupportedOperationException doesNot(Task task) {
        return new UnsupportedOperationException(name + " does not do " + task + ".");
    }
}
