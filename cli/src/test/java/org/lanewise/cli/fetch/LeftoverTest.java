package org.lanewise.cli.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cli.Cli;

/** Someone else's files under the names that data fetch uses. */
@Timeout(120)
class LeftoverTest {

    private static final String PART = "set.tar.gz.part";
    private static final String LOCK = ".set.lock";
    private static final String UNPACKING = ".set.unpacking";

    @TempDir
    Path folder;

    private Path data;
    private Path mine;
    private byte[] archive;

    @BeforeEach
    void prepare() throws IOException {
        archive = Archives.good(folder);
        data = Files.createDirectory(folder.resolve("data"));
        mine = Files.writeString(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("mine"), "mine");
    }

    private Cli fetch(Path target) throws IOException {
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            Path copy = Files.write(folder.resolve("expected"), archive);
            String sum = new Checksum("SHA-256", "").of(copy).hex();
            Cli run = Cli.run("data", "fetch", "--data", target, "--url", server.url(), "--checksum", sum);
            if (run.code() == 2) {
                assertEquals(List.of(), server.ranges, "nothing is asked for");
            }
            return run;
        }
    }

    private void assertRefused(Path there) throws IOException {
        Cli run = fetch(data.resolve("set"));
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(there + " is no ") && run.err().contains("remove it"), run.err());
        assertTrue(Files.exists(there, LinkOption.NOFOLLOW_LINKS));
        assertEquals("mine", Files.readString(mine));
        assertFalse(Files.exists(data.resolve("set")));
    }

    @ParameterizedTest
    @ValueSource(strings = {PART, LOCK, UNPACKING})
    void aPipeIsNotWaitedFor(String name) throws Exception {
        Path pipe = data.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertRefused(pipe);
    }

    @ParameterizedTest
    @ValueSource(strings = {PART, LOCK})
    void aLinkToAFileIsNotWrittenThrough(String name) throws IOException {
        assertRefused(Files.createSymbolicLink(data.resolve(name), mine));
    }

    @ParameterizedTest
    @ValueSource(strings = {PART, LOCK})
    void aLinkThatLeadsNowhereMakesNoFile(String name) throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertRefused(Files.createSymbolicLink(data.resolve(name), nowhere));
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void aLinkToAFolderIsNotEmptied() throws IOException {
        assertRefused(Files.createSymbolicLink(data.resolve(UNPACKING), mine.getParent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {PART, LOCK})
    void aFolderInPlaceOfAFileIsNamed(String name) throws IOException {
        assertRefused(Files.createDirectory(data.resolve(name)));
    }

    @Test
    void aFileInPlaceOfAFolderIsNamed() throws IOException {
        assertRefused(Files.writeString(data.resolve(UNPACKING), "mine"));
    }

    @Test
    void aFolderWithAFolderInItIsNotEmptied() throws IOException {
        Path unpacking = Files.createDirectory(data.resolve(UNPACKING));
        Path file = Files.writeString(unpacking.resolve("file"), "mine");
        assertRefused(Files.createDirectory(unpacking.resolve("inner")));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void anEmptyDirectoryThatALinkLeadsToIsFilledThere() throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disk/set"));
        Path link = Files.createSymbolicLink(data.resolve("set"), disk);
        Cli run = fetch(link);
        assertEquals(0, run.code(), run.err());
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.exists(disk.resolve("test_batch.bin")));
    }

    @Test
    void aTargetThatIsALinkToNowhereIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(data.resolve("set"), folder.resolve("nowhere"));
        Cli run = fetch(link);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(link + " is a link that leads to no directory"), run.err());
        assertTrue(Files.isSymbolicLink(link));
    }
}
