package org.lanewise.cifar;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the real files are, if they are here: named by LANEWISE_DATA, or beside the checkout. */
final class RealData {

    private static final String VARIABLE = "LANEWISE_DATA";

    private RealData() {}

    /** The directory that holds the file, or the test is skipped and says why. */
    static Path directory(String name, String file) {
        List<Path> places = places(name);
        for (Path place : places) {
            if (Files.exists(place.resolve(file))) {
                System.out.println("Real data: " + place.normalize());
                return place;
            }
        }
        String none = "No real data: " + file + " is in none of " + places + "; set " + VARIABLE
                + " to the directory that holds " + name + ".";
        System.out.println("Skipped. " + none);
        return abort(none);
    }

    private static List<Path> places(String name) {
        List<Path> places = new ArrayList<>();
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            places.add(Path.of(named, name));
            places.add(Path.of(named));
        }
        places.add(Path.of("../../shared/data", name).toAbsolutePath());
        return places;
    }
}
