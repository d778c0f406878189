package org.lanewise.learn.train;

import java.util.Map;
import org.lanewise.core.data.FloatMatrix;

/**
 * All that training has come to between two steps: what a checkpoint saves, and from which a trainer of the same settings
 * and data continues with the same bits as if it had not stopped.
 *
 * <p>The memory of the matrices belongs to the arena that was given to {@link Trainer#state}.
 *
 * @param matrices weights, bias, the optimizer's memory, averages, best weights; names are identifiers, and what is not a
 *     weight matrix or bias is a row
 * @param counters epoch, step, seed and the like; numbers in double are kept as {@link Double#doubleToRawLongBits}
 */
public record TrainingState(Map<String, FloatMatrix> matrices, Map<String, Long> counters) {

    /** Copies the maps. */
    public TrainingState {
        matrices = Map.copyOf(matrices);
        counters = Map.copyOf(counters);
    }

    /** {@return the number of whole epochs that were done; 0 if the state does not say} */
    public int epoch() {
        return Math.clamp(counters.getOrDefault("epoch", 0L), 0, Integer.MAX_VALUE);
    }
}
