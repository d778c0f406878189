package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.train.TrainingState;

/** Trainings in files. */
@Tag("any-kernels")
class CheckpointFileTest {

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(181);
    private final Classifier classifier = new Classifier(
            Inputs.model(arena, random, 2, 5, 1), Inputs.preprocessing(arena, random, 5), List.of("a", "b"));
    private final FloatMatrix momentum = FloatMatrix.copyOf(arena, 2, 5, Inputs.normal(random, 10, 1));
    private final TrainingState state = new TrainingState(
            Map.of("momentum", momentum, "weights", classifier.model().weights()),
            Map.of("epoch", 3L, "step", Long.MAX_VALUE, "loss", Double.doubleToRawLongBits(Math.PI)));

    @AfterEach
    void close() {
        arena.close();
    }

    private Path written(String name) throws IOException {
        Path file = folder.resolve(name);
        new CheckpointFile(new ModelFile(classifier, Map.of("optimizer", "sgd")), state).write(file);
        return file;
    }

    @Test
    void readsTheSameBits() throws IOException {
        CheckpointFile read = CheckpointFile.read(arena, written("checkpoint.npz"));
        assertEquals(state.counters(), read.state().counters());
        assertEquals(state.matrices().keySet(), read.state().matrices().keySet());
        assertArrayEquals(
                momentum.toArray(), read.state().matrices().get("momentum").toArray());
        assertArrayEquals(
                classifier.model().weights().toArray(),
                read.model().classifier().model().weights().toArray());
        assertEquals("sgd", read.model().provenance().get("optimizer"));
    }

    @Test
    void equalCheckpointsAreEqualBytes() throws IOException {
        assertArrayEquals(Files.readAllBytes(written("one.npz")), Files.readAllBytes(written("two.npz")));
    }

    @Test
    void refusesWhatIsNoCheckpoint() throws IOException {
        Path model = folder.resolve("model.npz");
        new ModelFile(classifier, Map.of()).write(model);
        refuses("no entry counter_names", Npz.read(model));
        SequencedMap<String, NpyArray> arrays = Npz.read(written("checkpoint.npz"));
        arrays.put("counter_names", NpyArray.of(List.of("a", "b")));
        refuses("[2] was expected", arrays);
        arrays.put("counter_names", NpyArray.of(List.of("a", "b", "a")));
        refuses("the counter a twice", arrays);
        arrays = Npz.read(written("checkpoint.npz"));
        arrays.put("state_momentum", new NpyArray.Floats(List.of(1), new float[1]));
        refuses("matrix of rows x columns", arrays);
        arrays = Npz.read(written("checkpoint.npz"));
        arrays.put("other", new NpyArray.Floats(List.of(1), new float[1]));
        refuses("an entry other", arrays);
    }

    private void refuses(String part, SequencedMap<String, NpyArray> arrays) throws IOException {
        Path changed = folder.resolve("changed.npz");
        Npz.write(changed, arrays);
        String message = assertThrows(ArrayFileException.class, () -> CheckpointFile.read(arena, changed))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
