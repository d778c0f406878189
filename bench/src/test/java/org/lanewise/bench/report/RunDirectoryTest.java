package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    Path parent;

    private RunDirectory directory;

    @BeforeEach
    void name() {
        directory = new RunDirectory(parent.resolve("run"));
    }

    @Test
    void nothingHasTheFinalNameUntilTheRunIsOver() throws IOException {
        assertEquals("", directory.obstacle());
        directory.begin(List.of("--smoke", "--jvm", "-Da=b -Dc=d"));
        assertFalse(Files.exists(directory.finished()));
        assertEquals(List.of("--smoke", "--jvm", "-Da=b -Dc=d"), directory.arguments());
        directory.finish();
        assertTrue(Files.exists(directory.finished()));
        assertFalse(Files.exists(directory.current()));
    }

    @Test
    void anEarlierRunIsReplacedAndNothingOfItIsLeft() throws IOException {
        directory.begin(List.of());
        new OutputFiles(directory.current().resolve("charts")).write("old.svg", "old");
        directory.finish();
        assertEquals("", directory.obstacle());
        directory.begin(List.of());
        directory.finish();
        assertFalse(Files.exists(directory.finished().resolve("charts")));
        try (Stream<Path> all = Files.list(parent)) {
            assertEquals(List.of(directory.finished()), all.toList());
        }
    }

    /** Killed before it noted its arguments, and between the moves at its end. */
    @Test
    void aKilledRunIsNotInTheWay() throws IOException {
        Files.createDirectories(directory.current());
        assertEquals("", directory.obstacle());
        Files.createDirectories(parent.resolve("run.replaced"));
        directory.begin(List.of());
        directory.finish();
        try (Stream<Path> all = Files.list(parent)) {
            assertEquals(List.of(directory.finished()), all.toList());
        }
    }

    @Test
    void whatAKilledRunWasWritingIsGoneInTheEnd() throws IOException {
        directory.begin(List.of());
        Path charts = Files.createDirectory(directory.current().resolve("charts"));
        Files.writeString(charts.resolve(".step.svg.1f.tmp"), "<sv");
        Files.writeString(directory.current().resolve(".tables.txt.2e.tmp"), "");
        directory.finish();
        try (Stream<Path> all = Files.walk(directory.finished())) {
            assertEquals(
                    List.of("arguments.txt", "charts", "run"),
                    all.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void filesOfOthersAndInterruptedRunsAreInTheWay() throws IOException {
        Files.createDirectories(directory.finished());
        Files.writeString(directory.finished().resolve("thesis.tex"), "years of work");
        assertTrue(directory.obstacle().contains("no run has written"), directory.obstacle());
        RunDirectory other = new RunDirectory(parent.resolve("other"));
        other.begin(List.of());
        assertTrue(other.obstacle().contains("--resume " + other.current()), other.obstacle());
    }

    @Test
    void anInterruptedRunIsFoundByEitherName() throws IOException {
        directory.begin(List.of());
        assertEquals(directory, RunDirectory.interrupted(directory.finished()));
        assertEquals(directory, RunDirectory.interrupted(directory.current()));
        directory.finish();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> RunDirectory.interrupted(directory.finished()));
        assertTrue(refused.getMessage().contains("is complete"), refused.getMessage());
    }
}
