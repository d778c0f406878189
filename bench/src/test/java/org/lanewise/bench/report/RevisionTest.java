package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {

    private static final String CHANGED = " with local changes";

    @TempDir
    Path root;

    @BeforeEach
    void aRepositoryWithASource() throws Exception {
        write("core/src/main/java/A.java", "class A {}");
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "first");
    }

    @Test
    void whatCommandsLeaveInTheFolderIsNoChange() throws Exception {
        write("model.npz", "");
        write("data/images/batch.bin", "");
        assertTrue(Revision.of(root).matches("[0-9a-f]{4,}"), Revision.of(root));
    }

    @Test
    void anotherSourceIsAChange() throws Exception {
        write("core/src/main/java/A.java", "class A { int a; }");
        assertTrue(Revision.of(root).endsWith(CHANGED), Revision.of(root));
    }

    @Test
    void aNewSourceIsAChangeAlsoInANewModule() throws Exception {
        write("more/src/main/java/B.java", "class B {}");
        assertTrue(Revision.of(root).endsWith(CHANGED), Revision.of(root));
    }

    @Test
    void aSourceThatIsGoneIsAChange() throws Exception {
        Files.delete(root.resolve("core/src/main/java/A.java"));
        assertTrue(Revision.of(root).endsWith(CHANGED), Revision.of(root));
    }

    @Test
    void withoutARepositoryItIsUnknown(@TempDir Path other) {
        assertEquals("unknown", Revision.of(other));
    }

    private void write(String name, String text) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
