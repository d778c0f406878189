package org.lanewise.cli.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.learn.features.PatchActivation;
import org.lanewise.learn.features.PatchFeatures;

/**
 * A patch that speaks for a class, or with less than 0 against it: what a filter looks for, or its negative, where the features
 * are of scores below the threshold.
 *
 * @param pair the filter's, or its mirror image's
 * @param isBelow whether it is the negative
 * @param evidence the sum of the class's weights of its features, which all vary as much
 */
record SpeakingPatch(int pair, boolean isBelow, double evidence) {

    /** The strongest of a class, the first one first. */
    static List<SpeakingPatch> strongest(PatchFeatures map, FloatMatrix weights, int label, int most) {
        List<SpeakingPatch> all = new ArrayList<>();
        for (int pair = 0; pair < map.filters() / 2; pair++) {
            all.add(of(map, weights, label, pair, false));
            if (map.activation() == PatchActivation.THRESHOLD) {
                all.add(of(map, weights, label, pair, true));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(SpeakingPatch::evidence).reversed())
                .limit(most)
                .toList();
    }

    private static SpeakingPatch of(PatchFeatures map, FloatMatrix weights, int label, int pair, boolean isBelow) {
        double sum = 0;
        for (int feature : map.featuresOf(pair, isBelow)) {
            sum += weights.get(label, feature);
        }
        return new SpeakingPatch(pair, isBelow, sum);
    }

    /** What a patch is multiplied with, to say how much it is like this one. */
    float[] weights(PatchFeatures map) {
        float[] weights = map.filter(pair);
        for (int i = 0; isBelow && i < weights.length; i++) {
            weights[i] = -weights[i];
        }
        return weights;
    }
}
