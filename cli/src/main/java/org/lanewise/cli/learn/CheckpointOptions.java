package org.lanewise.cli.learn;

import java.nio.file.Path;
import org.lanewise.cli.InputException;
import picocli.CommandLine.Option;

/** Where a training is saved on the way, and where from it goes on. */
final class CheckpointOptions {

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Save the training here on the way, at its end and on Ctrl-C, for --resume.")
    private Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "E",
            defaultValue = "1",
            description = "Save it after every E epochs. Default: ${DEFAULT-VALUE}.")
    private int every;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Continue a saved training, with the same options and data and the same bits as if it had not"
                    + " stopped. It is saved to the same file unless --checkpoint names another.")
    private Path resume;

    /** Where the training is saved; null for nowhere. */
    Path target() {
        return checkpoint == null ? resume : checkpoint;
    }

    /** Where it goes on from; null for its beginning. */
    Path source() {
        return resume;
    }

    /** What saves a task's training. */
    Checkpoints of(Task task) throws InputException {
        if (every < 1) {
            throw new InputException("--checkpoint-every is " + every + "; give a number of epochs of at least 1.");
        }
        return new Checkpoints(target(), every, task.classifier(), task.provenance());
    }
}
