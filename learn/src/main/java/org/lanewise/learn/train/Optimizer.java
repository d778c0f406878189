package org.lanewise.learn.train;

import java.util.List;

/**
 * How parameters move against their gradient. An optimizer is an immutable description; what it remembers between steps
 * are vectors with a number for each parameter, zeros at first, which the caller keeps and which a checkpoint saves.
 *
 * <p>Updates are loops over heap arrays without dependence between elements, which C2 vectorizes by itself; no multiply-add
 * is fused, so they have the same bits on every machine. Nothing is allocated.
 */
public sealed interface Optimizer permits Sgd, AdaGrad, Adam {

    /** {@return the names of the vectors that it remembers, in the order of {@link Vectors#memory}; none for plain descent} */
    List<String> memory();

    /**
     * Makes a step, or a part of it. Threads may make the parts of one step side by side: the bits are those of the whole.
     *
     * @param vectors what moves, and by what
     * @param from the first parameter of the part
     * @param to the parameter behind the last
     * @param rate the learning rate
     * @param step number of this step, 1 for the first
     */
    void update(Vectors vectors, int from, int to, float rate, long step);

    /**
     * The vectors of a step, of one length.
     *
     * @param parameters what moves
     * @param gradient left as it is
     * @param memory the vectors of {@link #memory()}
     */
    record Vectors(float[] parameters, float[] gradient, float[][] memory) {}
}
