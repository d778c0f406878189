package org.lanewise.cli.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.CheckpointFile;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.train.EpochReport;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingListener;

/** Saves a training between two steps: after some epochs, and whenever it is asked to. */
final class Checkpoints implements TrainingListener {

    private final Path file;
    private final int every;
    private final ModelFile model;
    private Trainer trainer;

    /**
     * Saves to a file, replacing it.
     *
     * @param classifier what is trained; its present weights are saved
     * @param provenance options and data of the training
     */
    Checkpoints(Path file, int every, Classifier classifier, Map<String, String> provenance) {
        this.file = file;
        this.every = every;
        this.model = new ModelFile(classifier, provenance);
    }

    /** Whose state is saved; before it trains. */
    void of(Trainer whose) {
        trainer = whose;
    }

    @Override
    public void epochDone(EpochReport report) {
        if ((report.epoch() + 1) % every == 0) {
            try {
                save();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void save() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            OutputFile.makeFolder(file);
            new CheckpointFile(model, trainer.state(arena)).write(file);
        }
    }
}
