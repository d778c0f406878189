package org.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a run's files are: under another name until the run is over, so that what has the final name is complete.
 *
 * @param finished the directory's final name
 */
public record RunDirectory(Path finished) {

    private static final String UNFINISHED = ".unfinished";
    private static final String REPLACED = ".replaced";
    private static final String ARGUMENTS = "arguments.txt";

    /** All that a run, or a comparison with it, leaves. */
    private static final Set<String> NAMES = Set.of(
            ARGUMENTS,
            "environment.txt",
            "summary.csv",
            "results.json",
            "gradient-error.csv",
            "cold.csv",
            "tables.txt",
            "report.html",
            "compare.html",
            "charts");

    /**
     * The directory of an interrupted run.
     *
     * @param named the name it has now, or will have in the end
     * @return the directory
     * @throws IllegalArgumentException if no interrupted run is there
     */
    public static RunDirectory interrupted(Path named) {
        String name = named.getFileName().toString();
        Path finished = name.endsWith(UNFINISHED)
                ? named.resolveSibling(name.substring(0, name.length() - UNFINISHED.length()))
                : named;
        RunDirectory directory = new RunDirectory(finished);
        if (!directory.wasBegun()) {
            throw new IllegalArgumentException("there is no interrupted run in " + directory.current()
                    + (Files.isDirectory(finished) ? "; the one in " + finished + " is complete." : "."));
        }
        return directory;
    }

    /** {@return the directory while the run goes on} */
    public Path current() {
        return finished.resolveSibling(finished.getFileName() + UNFINISHED);
    }

    /**
     * Whether a new run can go there.
     *
     * @return what is in the way, a sentence; empty if nothing is
     * @throws IOException if the directory cannot be read
     */
    public String obstacle() throws IOException {
        if (Files.exists(finished) && !Files.isDirectory(finished)) {
            return finished + " is a file; name a directory.";
        }
        if (wasBegun()) {
            return current() + " holds an interrupted run; go on with --resume " + current() + ", or delete it.";
        }
        if (Files.isDirectory(finished) && !holdsNothingButARun()) {
            return finished + " holds files that no run has written; name another directory, or an empty one.";
        }
        return "";
    }

    /** Whether there is something to resume; a run that was killed before it noted its arguments has left nothing. */
    private boolean wasBegun() {
        return Files.isRegularFile(current().resolve(ARGUMENTS));
    }

    private boolean holdsNothingButARun() throws IOException {
        try (Stream<Path> entries = Files.list(finished)) {
            return entries.allMatch(entry -> NAMES.contains(entry.getFileName().toString()));
        }
    }

    /**
     * Keeps what the run was asked for, so that it can be resumed.
     *
     * @param arguments of the command line
     * @throws IOException if they cannot be written
     */
    public void begin(List<String> arguments) throws IOException {
        new OutputFiles(current()).write(ARGUMENTS, String.join("\n", arguments) + "\n");
    }

    /**
     * What an interrupted run was asked for.
     *
     * @return the arguments of its command line
     * @throws IOException if they cannot be read
     */
    public List<String> arguments() throws IOException {
        return Files.readAllLines(current().resolve(ARGUMENTS));
    }

    /**
     * Gives the directory its final name. An earlier run of that name is replaced.
     *
     * @throws IOException if that is impossible; the files are in {@link #current()} then
     */
    public void finish() throws IOException {
        removeTemporary();
        Path replaced = finished.resolveSibling(finished.getFileName() + REPLACED);
        if (Files.exists(finished)) {
            delete(replaced);
            Files.move(finished, replaced);
        }
        Files.move(current(), finished);
        // Also what a run left that was killed between the two moves.
        delete(replaced);
    }

    /** Files that a killed run was writing ({@link org.lanewise.core.internal.files.Replacement}); no other name begins with a dot. */
    private void removeTemporary() throws IOException {
        try (Stream<Path> inside = Files.walk(current())) {
            for (Path each : inside.toList()) {
                if (each.getFileName().toString().startsWith(".") && Files.isRegularFile(each)) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
