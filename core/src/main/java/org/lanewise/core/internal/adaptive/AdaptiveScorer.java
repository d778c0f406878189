package org.lanewise.core.internal.adaptive;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** Folded parameters in the form of both kernels; that of the SIMD kernels is made when they are to compute for the first time. */
final class AdaptiveScorer implements Scorer {

    private final AdaptiveKernels kernels;
    private final Arena arena;

    /** As the parameters were at first. */
    private final ScoreFunction function;

    private final Scorer plain;
    private final Gate ofBytes;
    private final Gate ofFloats;
    private volatile Scorer fast;

    AdaptiveScorer(AdaptiveKernels kernels, Kernels plain, Arena arena, ScoreFunction f) {
        this.kernels = kernels;
        this.arena = arena;
        this.plain = plain.scorer(arena, f);
        function = copy(arena, f);
        ofBytes = gate(Element.BYTE, 1);
        ofFloats = gate(Element.FLOAT, 1);
    }

    private static ScoreFunction copy(Arena arena, ScoreFunction f) {
        LinearModel model = f.model();
        Preprocessing preprocessing = f.preprocessing();
        return new ScoreFunction(
                new LinearModel(copy(arena, model.weights()), copy(arena, model.bias())),
                new Preprocessing(copy(arena, preprocessing.mean()), copy(arena, preprocessing.scale())));
    }

    private static FloatMatrix copy(Arena arena, FloatMatrix matrix) {
        FloatMatrix copy = FloatMatrix.allocatePadded(arena, matrix.rows(), matrix.columns());
        copy.copyFrom(matrix);
        return copy;
    }

    private Gate gate(Element element, int examples) {
        return kernels.scorerGate(element, examples, classes(), features());
    }

    private double work(int examples) {
        return (double) examples * classes() * features();
    }

    private Scorer of(Kernels who) {
        return kernels.isPlain(who) ? plain : fast();
    }

    private Scorer fast() {
        Scorer made = fast;
        return made != null ? made : make();
    }

    private synchronized Scorer make() {
        if (fast == null) {
            fast = kernels.fast().scorer(arena, function);
        }
        return fast;
    }

    @Override
    public int classes() {
        return plain.classes();
    }

    @Override
    public int features() {
        return plain.features();
    }

    @Override
    public void scores(Features features, FloatMatrix scores) {
        Gate gate = gate(features.element(), features.rows());
        if (gate.isSettled()) {
            fast().scores(features, scores);
        } else {
            kernels.measured(gate, work(features.rows()), who -> {
                of(who).scores(features, scores);
                return 0;
            });
        }
    }

    @Override
    public void scores(byte[] example, float[] scores) {
        if (ofBytes.isSettled()) {
            fast().scores(example, scores);
        } else {
            kernels.measured(ofBytes, work(1), who -> {
                of(who).scores(example, scores);
                return 0;
            });
        }
    }

    @Override
    public void scores(float[] example, float[] scores) {
        if (ofFloats.isSettled()) {
            fast().scores(example, scores);
        } else {
            kernels.measured(ofFloats, work(1), who -> {
                of(who).scores(example, scores);
                return 0;
            });
        }
    }
}
