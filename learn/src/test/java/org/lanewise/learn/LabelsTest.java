package org.lanewise.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.CountedFeatures;
import org.lanewise.learn.landscape.LossPlane;
import org.lanewise.learn.neighbours.KNearestNeighbours;

/** Anyone may implement a set, and label an image with what is no class. */
class LabelsTest {

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Ten images of four pixels and three classes, but for the label of image 6. */
    private Examples set(int wrong) {
        CountedFeatures images = CountedFeatures.of(arena, 10, 3);
        return new Examples() {
            @Override
            public Features features() {
                return images.features();
            }

            @Override
            public int classes() {
                return 3;
            }

            @Override
            public int label(int row) {
                return row == 6 ? wrong : images.label(row);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void whatIsNoClassIsRefusedWhereItIsMet(int wrong) {
        Examples set = set(wrong);
        Kernels kernels = Kernels.scalar();
        LinearModel model = LinearModel.allocate(arena, 3, 4);
        Preprocessing none = Preprocessing.none(arena, 4);
        assertRefused(wrong, () -> ClassWeights.balanced(set));
        assertRefused(wrong, () -> new Minibatches(set, 4));
        assertRefused(
                wrong,
                () -> new LossPlane(
                        arena,
                        kernels,
                        new ScoreFunction(model, none),
                        set,
                        new Objective(SoftmaxCrossEntropy.softmax(), Regularization.none()),
                        model,
                        model));
        KNearestNeighbours neighbours = new KNearestNeighbours(arena, kernels, Metric.L2, set);
        assertRefused(wrong, () -> neighbours.predict(set.features(), 1));
    }

    private static void assertRefused(int wrong, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertEquals("Label " + wrong + " of image 6 is out of range: with 3 classes labels are 0 to 2.", message);
    }

    @Test
    void moreNeighboursThanAnArrayHolds() {
        KNearestNeighbours neighbours =
                new KNearestNeighbours(arena, Kernels.scalar(), Metric.L2, CountedFeatures.of(arena, 10, 3));
        Features queries = Features.ofBytes(arena.allocate(4), 0, 1, 4, 4);
        Features many = new Features() {
            @Override
            public Element element() {
                return Element.BYTE;
            }

            @Override
            public int rows() {
                return 1 << 30;
            }

            @Override
            public int columns() {
                return 4;
            }

            @Override
            public java.lang.foreign.MemorySegment segment(int row) {
                return queries.segment(0);
            }

            @Override
            public long offset(int row) {
                return 0;
            }
        };
        String message = assertThrows(IllegalArgumentException.class, () -> neighbours.find(many, 10))
                .getMessage();
        assertEquals(
                "10 neighbours of 1073741824 queries are 10737418240, more than an array can hold; ask for fewer"
                        + " queries at a time.",
                message);
    }
}
