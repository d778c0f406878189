package org.lanewise.trials.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page: its text, its links, its headings, and the programs in it. */
record Markdown(Path file, String text) {

    private static final Pattern CODE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)^    .*$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^()\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static List<Markdown> all() {
        return Repository.files(".md").stream().map(Markdown::of).toList();
    }

    static Markdown of(Path file) {
        return new Markdown(file, Repository.read(file));
    }

    static Markdown of(String file) {
        return of(Repository.ROOT.resolve(file));
    }

    /** Where links and pictures lead, other sites left out. */
    List<String> links() {
        return LINK.matcher(prose())
                .results()
                .map(result -> result.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** The names by which links reach the headings of this page. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Matcher heading = HEADING.matcher(prose());
        while (heading.find()) {
            String words = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "");
            anchors.add(words.replace(' ', '-'));
        }
        return anchors;
    }

    /** The programs in a language. */
    List<String> programs(String language) {
        return CODE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The rows of all tables, cell by cell, without marks of emphasis. */
    List<List<String>> rows() {
        return text.lines()
                .filter(line -> line.startsWith("| ") && line.endsWith("|"))
                .map(line -> line.substring(2, line.length() - 1).replace("**", ""))
                .map(line -> List.of(line.split("\\|", -1)).stream()
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private String prose() {
        return INDENTED.matcher(CODE.matcher(text).replaceAll((MatchResult block) -> ""))
                .replaceAll("");
    }
}
