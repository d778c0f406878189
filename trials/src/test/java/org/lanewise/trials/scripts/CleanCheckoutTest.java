package org.lanewise.trials.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever types the documents' commands, in the checkout, has a checkout without changes afterwards. */
class CleanCheckoutTest {

    private static final Pattern FILE = Pattern.compile("--(?:save|checkpoint|plot|metrics) (\\S+)");
    private static final Pattern STEM = Pattern.compile("landscape .*--out (\\S+)");
    private static final Pattern SET = Pattern.compile("data synth (\\S+)");

    /** Names that commands take without an option. */
    private static final List<String> DEFAULTS = List.of("templates.png", "landscape.png", "landscape.csv");

    @Test
    void gitIgnoresWhatTheDocumentsCommandsWrite() throws Exception {
        Set<String> written = new TreeSet<>(DEFAULTS);
        for (Path document : documents()) {
            Files.readAllLines(document).stream()
                    .filter(line -> line.contains("./lanewise "))
                    .forEach(line -> written.addAll(outputs(line)));
        }
        assertTrue(written.size() > 10, written::toString);
        List<String> command = new ArrayList<>(List.of("git", "check-ignore", "--no-index"));
        command.addAll(written);
        Process git = new ProcessBuilder(command)
                .directory(Checkout.repository().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(
                written,
                new TreeSet<>(
                        new String(git.getInputStream().readAllBytes()).lines().toList()));
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Checkout.repository().resolve("README.md")));
        try (Stream<Path> files = Files.walk(Checkout.repository().resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    private static Set<String> outputs(String line) {
        Set<String> names = new TreeSet<>();
        all(FILE, line).forEach(names::add);
        all(STEM, line).forEach(stem -> names.addAll(List.of(stem + ".png", stem + ".csv")));
        all(SET, line).forEach(set -> names.add(set + "/"));
        return names;
    }

    private static Stream<String> all(Pattern pattern, String line) {
        return pattern.matcher(line).results().map(result -> result.group(1));
    }
}
