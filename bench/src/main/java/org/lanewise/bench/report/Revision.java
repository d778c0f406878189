package org.lanewise.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The revision of the sources, from git. */
public final class Revision {

    private Revision() {}

    /**
     * Asks git. Changes are those of files that git knows, and new sources; a model or a picture that a command left in
     * the folder changes nothing that is measured.
     *
     * @param root the root of the repository
     * @return the abbreviated commit, and whether there are changes on top of it; {@code unknown} without git
     */
    public static String of(Path root) {
        String commit = git(root, "rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        boolean changed =
                !git(root, "status", "--porcelain", "--untracked-files=no").isEmpty();
        boolean added = !git(root, "ls-files", "--others", "--exclude-standard", "--", "*/src/*")
                .isEmpty();
        return changed || added ? commit + " with local changes" : commit;
    }

    private static String git(Path root, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder("git", "-C", root.toString());
        builder.command().addAll(List.of(arguments));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? output : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
