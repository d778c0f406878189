package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of a training has its kernels and epochs. */
class EventsTest {

    @TempDir
    Path folder;

    @Test
    void aRecordingHasKernelsAndEpochs() throws IOException {
        Path file = folder.resolve("training.jfr");
        Cli run;
        try (Recording recording = new Recording()) {
            recording.start();
            run = Cli.run("train", "--data", Sets.SMALL, "--epochs", 2, "--json");
            recording.dump(file);
        }
        assertEquals(0, run.code(), run.err());
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        List<RecordedEvent> epochs = named("org.lanewise.Epoch", events);
        assertEquals(
                List.of(1, 2),
                epochs.stream().map(event -> event.getInt("epoch")).toList());
        assertTrue(run.out().contains("\"loss\": " + epochs.getLast().getDouble("loss")), run.out());
        assertEquals(1, named("org.lanewise.Kernels", events).size());
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
