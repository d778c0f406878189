package org.lanewise.learn.features;

import java.util.Map;
import org.lanewise.core.data.FloatMatrix;

/** All kinds of maps, by the words that model files have for them. */
public final class FeatureMaps {

    private FeatureMaps() {}

    /**
     * Makes a map of what a file holds of it.
     *
     * @param kind its {@link FeatureMap#kind}
     * @param arrays its {@link FeatureMap#arrays}; kept, not copied
     * @return the map
     * @throws IllegalArgumentException if there is no such kind, or the arrays make up none
     */
    public static FeatureMap of(String kind, Map<String, FloatMatrix> arrays) {
        return switch (kind) {
            case PatchFeatures.KIND -> PatchFeatures.of(arrays);
            case HiddenLayer.KIND -> HiddenLayer.of(arrays);
            default ->
                throw new IllegalArgumentException("Its features are made by \"" + kind
                        + "\", which is not known here; read it with a later Lanewise.");
        };
    }
}
