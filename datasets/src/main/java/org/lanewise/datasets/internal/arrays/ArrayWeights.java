package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.util.List;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.DatasetException;

/** An array of the weights of examples: one number each. */
final class ArrayWeights {

    private ArrayWeights() {}

    /** Reads them. */
    static float[] of(ArraySource array) throws IOException {
        List<Integer> shape = array.shape();
        boolean isVector = shape.size() == 1 || shape.size() == 2 && shape.get(1) == 1;
        if (!isVector || array.type().isText()) {
            throw new DatasetException(array.name() + " has the shape " + shape + " of "
                    + array.type().title()
                    + ", but weights are one number per example; check which array has the weights.");
        }
        float[] weights = new float[array.rows()];
        Floats floats = new Floats(array);
        array.eachBlock((block, first) -> {
            float[] read = floats.of(block, i -> first + i);
            System.arraycopy(read, 0, weights, (int) first, read.length);
        });
        return weights;
    }

    /** Gives them to examples. */
    static Examples weigh(Examples examples, ArraySource array) throws IOException {
        float[] weights = of(array);
        try {
            return examples.weighted(weights);
        } catch (IllegalArgumentException doNotFit) {
            throw new DatasetException(array.name() + " does not fit. " + doNotFit.getMessage(), doNotFit);
        }
    }
}
