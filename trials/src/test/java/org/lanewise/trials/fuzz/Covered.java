package org.lanewise.trials.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls by name, in a VM of its own: one reader, named by the first argument, on one input. */
public final class Covered {

    private static Targets target;
    private static Path place;

    private Covered() {}

    /** Begins. */
    public static void fuzzerInitialize(String[] arguments) throws IOException {
        target = Targets.valueOf(arguments[0]);
        place = Files.createDirectory(Files.createTempDirectory("lanewise-fuzz").resolve("place"));
    }

    /** Reads an input; whatever it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        FuzzTest.check(target, place, input, "Jazzer");
    }
}
