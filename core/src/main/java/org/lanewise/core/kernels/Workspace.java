package org.lanewise.core.kernels;

/**
 * Scratch memory for the operations on a minibatch, made once by {@link Kernels#workspace}, so that no call allocates. What it
 * holds is up to the kernels that made it.
 *
 * <p>The memory belongs to the arena that was given. A workspace serves one call at a time and says so where two threads use it
 * at once: give each thread its own. What it holds between calls is not defined.
 */
public interface Workspace {

    /** {@return the largest minibatch N that a loss or gradient may be asked for; scores do not count} */
    int examples();

    /** {@return the number of classes K} */
    int classes();

    /** {@return the number of features D} */
    int features();
}
