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
            description = "Save the training here on the way, at its end and on Ctrl-C, for --resume.")
    private Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "E",
            converter = Ranges.Count.class,
            description = "Save it after every E epochs. Default: 1.")
    private Integer every;

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
