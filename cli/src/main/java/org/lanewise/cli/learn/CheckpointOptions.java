package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.cli.value.Ranges;
import picocli.CommandLine.Option;

/** Where a training is saved on the way, and where from it goes on. */
final class CheckpointOptions {

    /** What is for checkpoints alone. */
    static final List<String> OPTIONS = List.of("--checkpoint", "--checkpoint-every", "--resume");

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Save the state of the training to this file, for --resume: after epochs, at the end and"
                    + " on Ctrl-C.")
    private Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "E",
            converter = Ranges.Count.class,
            description = "Save the --checkpoint after every E epochs. Default: 1.")
    private Integer every;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Continue a training from its --checkpoint, with the same data and options. The result"
                    + " has the same bits as without the stop. The new checkpoint replaces FILE unless"
                    + " --checkpoint names another.")
    private Path resume;

    /** Where the training is saved; null for nowhere. */
    Path target() {
        return checkpoint == null ? resume : checkpoint;
    }

    /** Where it goes on from; null for its beginning. */
    Path source() {
        return resume;
    }

    /** Says which files are read and written; the training that goes on may be saved to the same one. */
    void name(NamedFiles files) throws IOException {
        if (!NamedFiles.isOne(resume, target())) {
            files.reads("--resume", resume);
        }
        files.writes(checkpoint == null ? "--resume" : "--checkpoint", target());
    }

    /** Whether it is saved. */
    boolean saves() throws InputException {
        if (target() == null && every != null) {
            throw new InputException("--checkpoint-every is of no use without --checkpoint; give that too.");
        }
        return target() != null;
    }

    /** What saves a task's training. */
    Checkpoints of(Task task) {
        return new Checkpoints(target(), every == null ? 1 : every, task.classifier(), task.provenance());
    }
}
