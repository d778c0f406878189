package org.lanewise.trials.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.CheckpointFile;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.train.Optimizer;
import org.lanewise.learn.train.Sgd;
import org.lanewise.learn.train.Trainer;

/** A training of four images of five pixels in two epochs, saved and continued. */
final class TinyTraining {

    private static final int IMAGES = 4;
    private static final int CLASSES = 3;
    private static final int PIXELS = 5;

    /** A checkpoint of plain descent. */
    static final byte[] PLAIN = plain();

    private TinyTraining() {}

    private static byte[] plain() {
        try {
            return saved(Sgd.plain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Images(Features features) implements Examples {

        @Override
        public int classes() {
            return CLASSES;
        }

        @Override
        public int label(int row) {
            return row % CLASSES;
        }
    }

    private static Trainer trainer(Arena arena, Optimizer optimizer) {
        Features pixels = Features.ofBytes(arena.allocate(IMAGES * PIXELS).fill((byte) 7), 0, IMAGES, PIXELS, PIXELS);
        return Trainer.of(Kernels.scalar(), Preprocessing.none(arena, PIXELS), new Images(pixels))
                .optimizer(optimizer)
                .batchSize(2)
                .epochs(2)
                .build();
    }

    /** The bytes of a checkpoint. */
    static byte[] saved(Optimizer optimizer) throws IOException {
        Path file = Files.createTempFile("lanewise-checkpoint", ".npz");
        try (Arena arena = Arena.ofShared()) {
            LinearModel model = LinearModel.allocate(arena, CLASSES, PIXELS);
            Trainer trainer = trainer(arena, optimizer);
            trainer.train(model);
            Classifier classifier = new Classifier(model, Preprocessing.none(arena, PIXELS), List.of("a", "b", "c"));
            new CheckpointFile(new ModelFile(classifier, Map.of("seed", "1")), trainer.state(arena)).write(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    static void resume(Arena arena, Path checkpoint) throws IOException {
        CheckpointFile saved = CheckpointFile.read(arena, checkpoint);
        LinearModel model = LinearModel.allocate(arena, CLASSES, PIXELS);
        trainer(arena, Sgd.plain()).resume(model, saved.state());
    }

    /** Continues a training of which one array was spoiled: in a checkpoint that is whole, with its right checksum. */
    static void resumeWith(Arena arena, Path array) throws IOException {
        Path checkpoint = Files.createTempFile("lanewise-checkpoint", ".npz");
        try {
            String name = array.getFileName().toString();
            Files.write(checkpoint, with(PLAIN, name, Files.readAllBytes(array)));
            resume(arena, checkpoint);
        } finally {
            Files.delete(checkpoint);
        }
    }

    /** An entry of an archive. */
    static byte[] entry(byte[] archive, String name) throws IOException {
        return entries(archive).get(name);
    }

    /** An archive with another entry in place of the one of that name. */
    static byte[] with(byte[] archive, String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = entries(archive);
        entries.put(name, content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
