package org.lanewise.trials.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents hold together: links lead somewhere, the short ones stay short, figures are those of the reference run.
 */
class DocumentsTest {

    private static final Pattern CPU =
            Pattern.compile("(?i)\\b(zen \\d|epyc|ryzen|xeon|intel|amd|sapphire|granite|skylake|haswell|graviton)\\b");

    private static final Pattern DOCUMENT = Pattern.compile("\\bdocs/[\\w/.-]+\\.md\\b");
    private static final Pattern RULE = Pattern.compile("kernel-rules\\.md,\\s[*#/\\s]*rules? (\\d+)");

    @Test
    void linksLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Markdown page : Markdown.all()) {
            for (String link : page.links()) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(Repository.ROOT.relativize(page.file()) + ": " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(Markdown.of("README.md").links().size() > 5, "the search for links finds what is there");
    }

    private static boolean leadsSomewhere(Markdown page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || Markdown.of(target).anchors().contains(parts[1]));
    }

    @Test
    void sourcesNameDocumentsThatExist() {
        int rules = (int) Markdown.of("docs/kernel-rules.md").anchors().stream()
                .filter(anchor -> anchor.matches("\\d+-.*"))
                .count();
        List<String> wrong = new ArrayList<>();
        for (Path file : Repository.files(".java", ".sh", "lanewise", ".xml")) {
            String text = Repository.read(file);
            documents(text)
                    .filter(name -> !Files.exists(Repository.ROOT.resolve(name)))
                    .forEach(name -> {
                        wrong.add(file.getFileName() + ": " + name);
                    });
            Matcher rule = RULE.matcher(text);
            while (rule.find()) {
                if (Integer.parseInt(rule.group(1)) > rules) {
                    wrong.add(file.getFileName() + ": " + rule.group());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(rules >= 10, "rules are counted by their headings");
    }

    private static Stream<String> documents(String text) {
        return DOCUMENT.matcher(text).results().map(result -> result.group());
    }

    @Test
    void readmeIsShort() {
        assertTrue(Markdown.of("README.md").text().lines().count() <= 130, "README.md has at most 130 lines");
    }

    @Test
    void mapIsAMap() throws IOException {
        Path map = Repository.ROOT.resolve("docs/architecture.md");
        assertTrue(
                Files.size(map) <= 12 * 1024,
                "docs/architecture.md has at most 12 KB; details have pages of their own");
        List<String> lines = Files.readAllLines(map).stream()
                .filter(line -> CPU.matcher(line).find())
                .toList();
        assertEquals(List.of(), lines, "a map names no CPU: what was measured on it belongs to docs/lab");
    }

    @Test
    void tableOfBenchmarksIsTheReferenceRuns() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(Repository.ROOT
                        .resolve("bench/results/reference-table.sh")
                        .toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes());
        assertEquals(0, script.waitFor(), output);
        List<List<String>> measured = new Markdown(Path.of("table"), output)
                .rows().stream()
                        .filter(row ->
                                !row.get(0).contains("---") && !row.get(0).equals("one thread"))
                        .toList();
        List<List<String>> shown = Markdown.of("docs/benchmarks.md").rows();
        assertTrue(measured.size() > 10, output);
        assertEquals(
                List.of(), measured.stream().filter(row -> !shown.contains(row)).toList());
    }

    /** README shows some of these rows, without the last columns. */
    @Test
    void tableOfReadmeIsPartOfIt() {
        List<List<String>> rows = Markdown.of("docs/benchmarks.md").rows();
        List<List<String>> shown = Markdown.of("README.md").rows().stream()
                .filter(row -> row.size() == 4 && row.get(1).matches("[\\d.]+"))
                .toList();
        assertTrue(shown.size() >= 4, "README has a table of figures");
        for (List<String> row : shown) {
            assertTrue(
                    rows.stream()
                            .anyMatch(full -> full.size() > 4
                                    && full.subList(0, 3).equals(row.subList(0, 3))
                                    && row.get(3).startsWith(full.get(3))),
                    () -> "docs/benchmarks.md has no such row: " + row);
        }
    }
}
