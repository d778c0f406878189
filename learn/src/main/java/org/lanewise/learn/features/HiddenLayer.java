package org.lanewise.learn.features;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The rectified units of a hidden layer, {@code max(W x' + b, 0)}. Memory belongs to the arenas of the matrices; safe to share
 * between threads while nobody trains them.
 *
 * @param function W, H x D, b, H x 1, and the preprocessing of the inputs
 */
public record HiddenLayer(ScoreFunction function) implements FeatureMap {

    /** The {@link #kind} of these maps. */
    public static final String KIND = "hidden";

    private static final String WEIGHTS = "W";
    private static final String BIAS = "b";
    private static final String MEAN = "mean";
    private static final String SCALE = "scale";

    /** Values of a block that is scored at once, 4 MB of floats. */
    private static final int BLOCK = 1 << 20;

    /** Checks that there is a function. */
    public HiddenLayer {
        Objects.requireNonNull(function, "function");
    }

    /**
     * The map that {@link #arrays} came from.
     *
     * @param arrays all of them; kept, not copied
     * @return the map
     * @throws IllegalArgumentException if one is missing, unknown, or does not fit to the others
     */
    public static HiddenLayer of(Map<String, FloatMatrix> arrays) {
        for (String name : new String[] {WEIGHTS, BIAS, MEAN, SCALE}) {
            if (!arrays.containsKey(name)) {
                throw new IllegalArgumentException("The array " + name + " of the hidden layer is missing.");
            }
        }
        if (arrays.size() != 4) {
            throw new IllegalArgumentException("There are more arrays of a hidden layer than are known.");
        }
        LinearModel model = new LinearModel(arrays.get(WEIGHTS), arrays.get(BIAS));
        return new HiddenLayer(new ScoreFunction(model, new Preprocessing(arrays.get(MEAN), arrays.get(SCALE))));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int inputs() {
        return function.features();
    }

    @Override
    public int outputs() {
        return function.classes();
    }

    @Override
    public void apply(Kernels kernels, Features examples, FloatMatrix mapped) {
        FeatureMap.requireShapes(this, examples, mapped);
        int rows = Math.clamp(BLOCK / Math.max(1, outputs()), 1, Math.max(1, examples.rows()));
        try (Arena arena = Arena.ofShared()) {
            // Of its own, for what is mapped may lie in a file, which kernels do not write.
            FloatMatrix block = FloatMatrix.allocate(arena, rows, outputs());
            Workspace workspace = kernels.workspace(arena, 0, outputs(), inputs());
            for (int from = 0; from < examples.rows(); from += rows) {
                int to = Math.min(from + rows, examples.rows());
                FloatMatrix units = block.rows(0, to - from);
                kernels.scores(function, examples.rows(from, to), units, workspace);
                kernels.rectify(units);
                mapped.rows(from, to).copyFrom(units);
            }
        }
    }

    @Override
    public SequencedMap<String, FloatMatrix> arrays() {
        SequencedMap<String, FloatMatrix> arrays = new LinkedHashMap<>();
        arrays.put(WEIGHTS, function.model().weights());
        arrays.put(BIAS, function.model().bias());
        arrays.put(MEAN, function.preprocessing().mean());
        arrays.put(SCALE, function.preprocessing().scale());
        return arrays;
    }
}
