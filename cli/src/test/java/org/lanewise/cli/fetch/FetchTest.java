package org.lanewise.cli.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Cli;

class FetchTest {

    @TempDir
    Path folder;

    private byte[] archive;
    private Path target;
    private Path part;

    @BeforeEach
    void prepare() throws IOException {
        archive = Archives.good(folder);
        target = folder.resolve("data/cifar-10-batches-bin");
        part = folder.resolve("data/cifar-10-batches-bin.tar.gz.part");
    }

    private Cli fetch(ArchiveServer server, byte[] expected) throws IOException {
        Path copy = Files.write(folder.resolve("expected"), expected);
        String sum = new Checksum("SHA-256", "").of(copy).hex();
        return Cli.run("data", "fetch", "--data", target, "--url", server.url(), "--checksum", sum, "--json");
    }

    private void assertNothingKept() throws IOException {
        assertFalse(Files.exists(target));
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertEquals(List.of(), left.filter(file -> !file.equals(part)).toList());
        }
    }

    @Test
    void aDownloadBecomesADataSet() throws IOException {
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            Cli run = fetch(server, archive);
            assertEquals(0, run.code(), run.err());
            assertTrue(run.out().contains("\"train\": 30, \"test\": 20"), run.out());
        }
        try (CifarDataset cifar = CifarDataset.open(target)) {
            assertEquals(30, cifar.train().size());
        }
        assertFalse(Files.exists(part));
        assertFalse(Files.exists(target.resolve("readme.html")), "only what a data set consists of is unpacked");
    }

    @Test
    void aBrokenConnectionIsContinuedWhereItBroke() throws IOException {
        long got;
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.truncated(archive, archive.length / 3))) {
            Cli run = fetch(server, archive);
            assertEquals(1, run.code());
            got = Files.size(part);
            assertTrue(run.err().contains("broke after " + got + " of " + archive.length), run.err());
            assertNothingKept();
        }
        // A connection that is cut may lose the last of what was sent.
        assertTrue(got > 0 && got <= archive.length / 3, got + " bytes");
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            assertEquals(0, fetch(server, archive).code());
            assertEquals(List.of("bytes=" + got + "-"), server.ranges);
        }
        assertTrue(Files.exists(target));
    }

    @Test
    void whatAKilledRunUnpackedIsRemoved() throws IOException {
        Path left = Files.createDirectories(target.resolveSibling(".cifar-10-batches-bin.unpacking"));
        Files.write(left.resolve("data_batch_1.bin"), new byte[10]);
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            Cli run = fetch(server, archive);
            assertEquals(0, run.code(), run.err());
        }
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertEquals(List.of(target), files.toList());
        }
        try (CifarDataset cifar = CifarDataset.open(target)) {
            assertEquals(30, cifar.train().size());
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws IOException {
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.silentAfter(archive, 1000))) {
            Duration patience = Duration.ofSeconds(1);
            Download download = new Download(URI.create(server.url()), 1 << 20, (bytes, total) -> {}, patience);
            Path file = folder.resolve("file");
            IOException stalled = assertThrows(IOException.class, () -> download.to(file));
            assertTrue(
                    stalled.getMessage().contains("has sent nothing for 1 s after 1000 of " + archive.length),
                    stalled.getMessage());
            assertEquals(1000, Files.size(file), "what came is kept for the next run");
        }
    }

    @Test
    void aSecondFetchToTheSamePlaceIsRefused() throws IOException {
        Files.createDirectories(target.getParent());
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            TargetLock lock = TargetLock.of(target);
            try (lock) {
                Cli run = fetch(server, archive);
                assertEquals(1, run.code(), run.err());
                assertTrue(run.err().contains("is at work on " + target), run.err());
                assertEquals(List.of(), server.ranges, "nothing is asked for");
            }
            assertNothingKept();
            assertEquals(0, fetch(server, archive).code());
        }
    }

    @Test
    void aServerThatCannotContinueSendsTheWholeFile() throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(archive, 100));
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.truncated(archive, archive.length))) {
            Cli run = fetch(server, archive);
            assertEquals(0, run.code(), run.err());
        }
    }

    @Test
    void aPartThatIsLongerThanTheFileIsReplaced() throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[archive.length + 5]);
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            assertEquals(0, fetch(server, archive).code());
            assertEquals(List.of("bytes=" + (archive.length + 5) + "-", ""), server.ranges);
        }
    }

    @Test
    void anAnswerThatBeginsElsewhereIsRefused() throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[100]);
        ArchiveServer.Answer elsewhere = exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 50-99/200");
            exchange.sendResponseHeaders(206, 50);
            exchange.getResponseBody().write(new byte[50]);
        };
        try (ArchiveServer server = new ArchiveServer(elsewhere)) {
            Cli run = fetch(server, archive);
            assertEquals(1, run.code());
            assertTrue(run.err().contains("bytes 50-99/200"), run.err());
            assertEquals(100, Files.size(part));
        }
    }

    @Test
    void aWrongChecksumIsNamedAndTheDownloadRemoved() throws IOException {
        byte[] other = archive.clone();
        other[20] ^= 1;
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(other))) {
            Cli run = fetch(server, archive);
            assertEquals(1, run.code());
            assertTrue(run.err().contains("was expected, so it was removed"), run.err());
            assertNothingKept();
            assertFalse(Files.exists(part));
        }
    }

    @Test
    void aRedirectLoopEnds() throws IOException {
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.redirectTo("/set.tar.gz"))) {
            Cli run = fetch(server, archive);
            assertEquals(1, run.code());
            assertTrue(run.err().contains("redirect"), run.err());
            assertTrue(server.ranges.size() < 20, "gives up soon");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void anErrorOfTheServerIsNamed(int status) throws IOException {
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.status(status))) {
            Cli run = fetch(server, archive);
            assertEquals(1, run.code());
            assertTrue(run.err().contains("HTTP status " + status), run.err());
        }
    }

    @Test
    void aFileThatPromisesToBeTooLargeIsNotBegun() throws IOException {
        ArchiveServer.Answer huge = exchange -> {
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
        };
        try (ArchiveServer server = new ArchiveServer(huge)) {
            Cli run = fetch(server, archive);
            assertEquals(1, run.code());
            assertTrue(run.err().contains("more than"), run.err());
        }
    }

    @Test
    void aFileThatTurnsOutTooLargeIsStopped() throws IOException {
        ArchiveServer.Answer endless = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[5000]);
        };
        try (ArchiveServer server = new ArchiveServer(endless)) {
            Download download = new Download(URI.create(server.url()), 4000, (bytes, total) -> {});
            Path file = folder.resolve("file");
            IOException refused = assertThrows(IOException.class, () -> download.to(file));
            assertTrue(refused.getMessage().contains("more than 4000 bytes"), refused.getMessage());
            assertTrue(Files.size(file) <= 4000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../test_batch.bin", "a/../../test_batch.bin", "/tmp/test_batch.bin", "a/../../../etc/passwd"})
    void aPathThatLeadsOutOfTheArchiveIsRefused(String name) throws IOException {
        byte[] hostile = Archives.withEntry(name);
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(hostile))) {
            Cli run = fetch(server, hostile);
            assertEquals(1, run.code());
            assertTrue(run.err().contains(name) && run.err().contains("leads out"), run.err());
            assertNothingKept();
        }
    }

    /** Names of more than 100 bytes are entries of their own, which may hold anything. */
    @Test
    void aNameThatIsNoPathIsRefused() throws IOException {
        byte[] hostile = Archives.withEntry("\u001b".repeat(50) + "a\0".repeat(150) + "/test_batch.bin");
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(hostile))) {
            Cli run = fetch(server, hostile);
            assertEquals(1, run.code());
            String shown = "\\u001b".repeat(50) + "a\\u0000".repeat(75) + "...";
            assertTrue(
                    run.err().contains("held the entry " + shown + ", whose name cannot be that of a file"), run.err());
            assertNothingKept();
        }
    }

    @Test
    void aLinkIsRefused() throws IOException {
        byte[] hostile = Archives.withLink("cifar-10-batches-bin/test_batch.bin", "/etc/passwd");
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(hostile))) {
            Cli run = fetch(server, hostile);
            assertTrue(run.err().contains("no regular file"), run.err());
            assertNothingKept();
        }
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("bomb.tar.gz"), archive);
        Path into = Files.createDirectory(folder.resolve("into"));
        Archive bomb = new Archive(file, Set.of("data_batch_1.bin"), 5000);
        IOException refused = assertThrows(IOException.class, () -> bomb.unpack(into));
        assertTrue(refused.getMessage().contains("more than 5000 bytes"), refused.getMessage());
        assertTrue(Files.size(into.resolve("data_batch_1.bin")) <= 5000);
    }

    @Test
    void anArchiveOfTooManyEntriesIsRefused() throws IOException {
        byte[] many = Archives.withFolders(101);
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(many))) {
            Cli run = fetch(server, many);
            assertTrue(run.err().contains("more than 100 entries"), run.err());
            assertNothingKept();
        }
    }

    @Test
    void whatIsNoArchiveOrCutShortIsNamed() throws IOException {
        for (byte[] damaged : List.of(new byte[1000], Arrays.copyOf(archive, archive.length / 2))) {
            try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(damaged))) {
                Cli run = fetch(server, damaged);
                assertEquals(1, run.code());
                assertTrue(run.err().contains("no complete tar.gz archive"), run.err());
                assertNothingKept();
            }
            assertFalse(Files.exists(part), "the checksum was right: the next attempt would get the same");
        }
    }

    @Test
    void anArchiveWithoutADataSetIsRefused() throws IOException {
        byte[] empty = Archives.withEntry("readme.html");
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(empty))) {
            Cli run = fetch(server, empty);
            assertEquals(1, run.code());
            assertTrue(run.err().contains("held no whole data set, and so was not the archive of CIFAR-10"), run.err());
            assertNothingKept();
            assertFalse(Files.exists(part));
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsLeftAlone() throws IOException {
        Files.createDirectories(target.getParent());
        Files.writeString(target, "mine");
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            Cli run = fetch(server, archive);
            assertEquals(2, run.code());
            assertTrue(run.err().contains("is a file; give a directory with --data"), run.err());
            assertEquals("mine", Files.readString(target));
        }
    }

    @Test
    void aDirectoryWithSomethingInItIsLeftAlone() throws IOException {
        Files.createDirectories(target);
        Path mine = Files.writeString(target.resolve("mine"), "mine");
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            Cli run = fetch(server, archive);
            assertEquals(2, run.code());
            assertTrue(run.err().contains("has something in it"), run.err());
            assertEquals("mine", Files.readString(mine));
            assertEquals(List.of(), server.ranges);
        }
    }
}
