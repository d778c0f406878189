package org.lanewise.bench.implementations;

/** What an implementation may be asked to do. */
public enum Task {
    /** Matrix products. */
    MATMUL,
    /** Softmax of rows. */
    SOFTMAX,
    /** Steps of minibatch training. */
    STEP,
    /** Scores of single examples. */
    PREDICT,
    /** What Lanewise's kernels alone have: gradients of the CIFAR loss, scores from bytes. */
    KERNELS
}
