package org.lanewise.bench.cold;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** A second of calls of other shapes, on mapped files, allocated memory and arrays: what C2 then knows of types and branches. */
final class OtherUses {

    private static final int ROWS = 37;
    private static final int CLASSES = 7;
    private static final int FEATURES = 129;
    private static final long TIME = 1_000_000_000L;

    private OtherUses() {}

    static void of(Kernels kernels) throws IOException {
        Path file = Files.createTempFile("lanewise", ".bin");
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4L * ROWS * FEATURES, arena);
            run(kernels, arena, mapped);
        } finally {
            Files.delete(file);
        }
    }

    private static void run(Kernels kernels, Arena arena, MemorySegment mapped) {
        ScoreFunction f = new ScoreFunction(
                new LinearModel(SteadyCase.random(arena, CLASSES, FEATURES), SteadyCase.random(arena, CLASSES, 1)),
                Preprocessing.none(arena, FEATURES));
        Features[] forms = {
            Features.ofBytes(mapped, 0, ROWS, FEATURES, FEATURES),
            FloatMatrix.of(mapped, 0, ROWS, FEATURES, FEATURES),
            SteadyCase.features(arena, Element.BYTE, ROWS, FEATURES),
            SteadyCase.features(arena, Element.FLOAT, ROWS, FEATURES)
        };
        FloatMatrix scores = FloatMatrix.allocate(arena, ROWS, CLASSES);
        FloatMatrix product = FloatMatrix.allocate(arena, ROWS, ROWS);
        Scorer scorer = kernels.scorer(arena, f);
        float[] one = new float[FEATURES];
        float[] ofOne = new float[CLASSES];
        var workspace = kernels.workspace(arena, ROWS, CLASSES, FEATURES);
        long end = System.nanoTime() + TIME;
        while (System.nanoTime() < end) {
            for (Features features : forms) {
                kernels.scores(f, features, scores, workspace);
                scorer.scores(one, ofOne);
                if (features instanceof FloatMatrix matrix) {
                    kernels.matmul(Transpose.NO, Transpose.YES, 1, matrix, matrix, 0, product);
                }
            }
            kernels.softmax(scores, scores);
        }
    }
}
