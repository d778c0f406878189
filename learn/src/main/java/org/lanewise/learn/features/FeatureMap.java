package org.lanewise.learn.features;

import java.util.SequencedMap;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;

/**
 * What turns the features of examples into others, before preprocessing and a linear model. A classifier with a map is saved,
 * measured and asked like one without.
 *
 * <p>Maps are immutable and safe to share between threads as far as the arenas of their matrices allow. The features of an
 * example depend on the example alone: neither on the others nor on threads and kernels of the same FMA policy.
 */
public interface FeatureMap {

    /** {@return one word for model files, by which a reader knows how to read {@link #arrays}} */
    String kind();

    /** {@return the number of features of an example, before the map} */
    int inputs();

    /** {@return the number of features of an example, behind the map} */
    int outputs();

    /**
     * Maps examples.
     *
     * @param kernels the kernels to use; their threads share the examples
     * @param examples N x inputs
     * @param mapped N x outputs, overwritten; may lie in a mapped file
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void apply(Kernels kernels, Features examples, FloatMatrix mapped);

    /** {@return all that makes up the map, by names; the map's own, to be read only} */
    SequencedMap<String, FloatMatrix> arrays();

    /**
     * Refuses examples or room that a map cannot take.
     *
     * @param map the map
     * @param examples the examples
     * @param mapped room for what becomes of them
     * @throws IllegalArgumentException if the shapes do not fit
     */
    static void requireShapes(FeatureMap map, Features examples, FloatMatrix mapped) {
        if (examples.columns() != map.inputs()) {
            throw new IllegalArgumentException("The model is one of images of " + map.inputs()
                    + " values, but these have " + examples.columns() + "; give images as it was trained on.");
        }
        if (mapped.rows() != examples.rows() || mapped.columns() != map.outputs()) {
            throw new IllegalArgumentException("The mapped features of " + examples.rows() + " examples are "
                    + examples.rows() + " x " + map.outputs() + ", but there is room for " + mapped.shape() + ".");
        }
    }
}
