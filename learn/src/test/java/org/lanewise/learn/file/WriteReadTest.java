package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.train.TrainingState;
import org.lanewise.testing.Scale;

/** Whatever a model or checkpoint is made of: it is refused and no file appears, or it is written and read again as it was. */
@Tag("slow")
@Tag("any-kernels")
class WriteReadTest {

    private static final int CASES = Scale.of(1500);

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(190);

    @Test
    void whatIsWrittenIsReadWithTheSameContents() throws IOException {
        int written = 0;
        for (int i = 0; i < CASES; i++) {
            Path file = folder.resolve("c" + i);
            try (Arena arena = Arena.ofShared()) {
                CheckpointFile checkpoint;
                try {
                    checkpoint = checkpoint(arena);
                    checkpoint.write(file);
                } catch (IllegalArgumentException refused) {
                    assertFalse(Files.exists(file), refused.getMessage());
                    assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
                    continue;
                }
                written++;
                assertSame(checkpoint, CheckpointFile.read(arena, file));
                checkpoint.model().write(file);
                assertSame(checkpoint.model(), ModelFile.read(arena, file));
            }
        }
        assertTrue(written > CASES / 10 && written < CASES * 9 / 10, written + " of " + CASES + " were written");
    }

    private CheckpointFile checkpoint(Arena arena) {
        int classes = 1 + random.nextInt(4);
        int features = random.nextInt(20);
        List<String> names = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            names.add(text() + k);
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        Map<String, FloatMatrix> matrices = new HashMap<>();
        Map<String, Long> counters = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            provenance.put(text(), text());
            matrices.put(name(), matrix(arena, random.nextInt(4), random.nextInt(20)));
            counters.put(text(), random.nextLong());
        }
        Classifier classifier = new Classifier(
                new LinearModel(matrix(arena, classes, features), matrix(arena, classes, 1)),
                new Preprocessing(matrix(arena, 1, features), matrix(arena, 1, features)),
                names);
        return new CheckpointFile(new ModelFile(classifier, provenance), new TrainingState(matrices, counters));
    }

    /** Seldom with what is no number; else with any bits that are one, subnormal or not. */
    private FloatMatrix matrix(Arena arena, int rows, int columns) {
        FloatMatrix matrix = random.nextBoolean()
                ? FloatMatrix.allocatePadded(arena, rows, columns)
                : FloatMatrix.allocate(arena, rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float value = Float.intBitsToFloat(random.nextInt());
                matrix.set(row, column, Float.isFinite(value) || random.nextInt(100) == 0 ? value : -0f);
            }
        }
        return matrix;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(60)) {
                        case 0 -> Character.MIN_SURROGATE + random.nextInt(2048);
                        case 1 -> 0;
                        case 2, 3, 4 -> 0x10000 + random.nextInt(0x100000);
                        case 5, 6 -> random.nextInt(32);
                        default -> ' ' + random.nextInt(1000);
                    });
        }
        return random.nextInt(200) == 0 ? "long".repeat(1024) + text : text.toString();
    }

    private String name() {
        String letters = "abcXYZ019_.-";
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 100 : 10); i > 0; i--) {
            name.append(random.nextInt(100) == 0 ? '/' : letters.charAt(random.nextInt(letters.length())));
        }
        return name.toString();
    }

    private static void assertSame(CheckpointFile expected, CheckpointFile read) {
        assertSame(expected.model(), read.model());
        assertEquals(expected.state().counters(), read.state().counters());
        assertEquals(
                expected.state().matrices().keySet(), read.state().matrices().keySet());
        expected.state()
                .matrices()
                .forEach((name, matrix) ->
                        assertSame(matrix, read.state().matrices().get(name)));
    }

    private static void assertSame(ModelFile expected, ModelFile read) {
        Classifier was = expected.classifier();
        Classifier is = read.classifier();
        assertSame(was.model().weights(), is.model().weights());
        assertSame(was.model().bias(), is.model().bias());
        assertSame(was.preprocessing().mean(), is.preprocessing().mean());
        assertSame(was.preprocessing().scale(), is.preprocessing().scale());
        assertEquals(was.classNames(), is.classNames());
        Map<String, String> provenance = new LinkedHashMap<>(read.provenance());
        provenance.remove("lanewise");
        provenance.remove("jdk");
        assertEquals(new ArrayList<>(expected.provenance().entrySet()), new ArrayList<>(provenance.entrySet()));
    }

    /** Bit for bit. */
    private static void assertSame(FloatMatrix expected, FloatMatrix read) {
        assertEquals(expected.shape(), read.shape());
        assertArrayEquals(bits(expected), bits(read));
    }

    private static int[] bits(FloatMatrix matrix) {
        float[] values = matrix.toArray();
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
