package org.lanewise.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are replaced whole or not at all, whatever the file system does. */
@Tag("any-kernels")
class ReplacementTest {

    @TempDir
    Path folder;

    @Test
    void aFailureNamesTheFileAndLeavesItAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), "before");
        IOException full = assertThrows(
                FileSystemException.class,
                () -> Replacement.write(file, out -> {
                    throw new IOException("No space left on device");
                }));
        assertEquals(file + ": it cannot be written (No space left on device)", full.getMessage());
        Path directory = Files.createDirectory(folder.resolve("b.npz"));
        IOException taken =
                assertThrows(FileAlreadyExistsException.class, () -> Replacement.write(directory, out -> out.write(1)));
        assertEquals(directory + ": there is a directory of this name already", taken.getMessage());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(file, directory), files.collect(Collectors.toSet()));
        }
    }

    @Test
    void anInterruptIsNamedAndKept() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npz"), "before");
        Thread.currentThread().interrupt();
        IOException interrupted =
                assertThrows(FileSystemException.class, () -> Replacement.write(file, out -> out.write(1)));
        assertTrue(Thread.interrupted());
        assertEquals(file + ": it cannot be written (this thread was interrupted)", interrupted.getMessage());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void makeOld(String name) throws IOException {
        Files.setLastModifiedTime(
                Files.createFile(folder.resolve(name)),
                FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    @Test
    void whatKilledProcessesLeftIsRemovedWhenItIsOld() throws IOException {
        String young = ".lanewise-" + UUID.randomUUID() + ".tmp";
        makeOld(".lanewise-" + UUID.randomUUID() + ".tmp");
        Files.createFile(folder.resolve(young));
        Replacement.write(folder.resolve("a.npz"), out -> out.write(1));
        assertEquals(List.of(young, "a.npz"), names());
    }

    /** Names that look like a temporary file's, and that somebody else has given. */
    @Test
    void whatUsersCallTemporaryIsTheirs() throws IOException {
        List<String> theirs = List.of(
                ".lanewise-notes.tmp",
                ".lanewise-" + UUID.randomUUID(),
                ".lanewise-" + UUID.randomUUID() + ".tmp.gz",
                ".model.npz.1f.tmp",
                ".model.npz.backup.tmp",
                ".model.old-notes.tmp");
        for (String name : theirs) {
            makeOld(name);
        }
        Replacement.write(folder.resolve("model"), out -> out.write(1));
        Replacement.write(folder.resolve("model.npz"), out -> out.write(1));
        assertTrue(names().containsAll(theirs), names().toString());
    }

    /** 255 bytes are the most that Linux takes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 200, 238, 239, 250, 255})
    void everyNameThatAFileMayHaveCanBeWritten(int length) throws IOException {
        Path file = folder.resolve("m".repeat(length));
        Replacement.write(file, out -> out.write(1));
        Replacement.write(file, out -> out.write(2));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(file));
        assertEquals(List.of("m".repeat(length)), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-rw-", "rwxr-x--x"})
    void permissionsAreKept(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assumePermissions(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Replacement.write(file, out -> out.write(1));
        assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(1, Files.size(file));
    }

    /** A new one is as any other program would make it. */
    @Test
    void aNewFileHasTheUsualPermissions() throws IOException {
        Path usual = Files.writeString(folder.resolve("usual"), "x");
        assumePermissions(usual);
        Replacement.write(folder.resolve("new"), out -> out.write(1));
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(folder.resolve("new")));
    }

    /** What is secret stays so while it is written. */
    @Test
    void nobodyElseReadsTheTemporaryFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assumePermissions(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Replacement.write(file, out -> {
            for (String name : names()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))),
                        name);
            }
            assertEquals(2, names().size());
        });
    }

    @Test
    void theSuperuserKeepsOwnerAndGroup() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assumeTrue("root".equals(System.getProperty("user.name")), "only the superuser gives files away");
        Files.setAttribute(file, "unix:uid", 4321);
        Files.setAttribute(file, "unix:gid", 1234);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        Replacement.write(file, out -> out.write(1));
        assertEquals(4321, Files.getAttribute(file, "unix:uid"));
        assertEquals(1234, Files.getAttribute(file, "unix:gid"));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static void assumePermissions(Path file) {
        assumeTrue(Files.getFileAttributeView(file, PosixFileAttributeView.class) != null, "no permissions here");
    }

    @Test
    void linksAreWrittenThrough() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path target = Files.writeString(inner.resolve("target"), "old");
        Path near = Files.createSymbolicLink(inner.resolve("near"), Path.of("target"));
        Path far = Files.createSymbolicLink(folder.resolve("far"), Path.of("inner", "near"));
        Replacement.write(far, out -> out.write(1));
        assertEquals(1, Files.size(target));
        assertTrue(Files.isSymbolicLink(near) && Files.isSymbolicLink(far));
        assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));

        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("inner", "new"));
        Replacement.write(nowhere, out -> out.write(1));
        assertTrue(Files.isSymbolicLink(nowhere) && Files.size(inner.resolve("new")) == 1);
    }

    @Test
    void linksThatLeadNowhereAreRefused() throws IOException {
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        assertThrows(FileSystemLoopException.class, () -> Replacement.write(circle, out -> out.write(1)));
        Path lost = Files.createSymbolicLink(folder.resolve("lost"), Path.of("none", "x"));
        assertThrows(NoSuchFileException.class, () -> Replacement.write(lost, out -> out.write(1)));
        Path onto = Files.createSymbolicLink(folder.resolve("onto"), Path.of("."));
        assertThrows(FileAlreadyExistsException.class, () -> Replacement.write(onto, out -> out.write(1)));
        assertEquals(List.of("circle", "lost", "onto"), names());
    }

    /** Whoever may write to the folder could replace them: as root /dev/null itself. */
    @Test
    void devicesAndPipesStay() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString())
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0,
                "no pipes here");
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (Path file : List.of(pipe, link, Path.of("/dev/null"))) {
            String message = assertThrows(FileSystemException.class, () -> Replacement.write(file, out -> out.write(1)))
                    .getMessage();
            assertTrue(message.startsWith(file + ": it is a device or a pipe"), message);
            assertTrue(Files.exists(file) && !Files.isRegularFile(file));
        }
        assertEquals(List.of("link", "pipe"), names());
    }

    @Test
    void rootAndTheCurrentFolderAreNoFiles() {
        for (String path : new String[] {"/", "", "."}) {
            assertThrows(FileAlreadyExistsException.class, () -> Replacement.write(Path.of(path), out -> out.write(1)));
        }
    }

    /** Fails at one request, and as a disk that is gone at all later ones too. */
    private static final class Failing extends FileSteps {

        private final int failing;
        private final boolean forEver;
        private int next;

        Failing(int failing, boolean forEver) {
            this.failing = failing;
            this.forEver = forEver;
        }

        private void step() throws IOException {
            int step = next++;
            if (step == failing || forEver && step > failing) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        FileChannel create(Path temporary, Path original) throws IOException {
            step();
            return super.create(temporary, original);
        }

        @Override
        void makeLike(Path original, Path copy) throws IOException {
            step();
            super.makeLike(original, copy);
        }

        @Override
        OutputStream stream(FileChannel channel) {
            return new FilterOutputStream(super.stream(channel)) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    // Half of it is there when the disk is full.
                    super.out.write(bytes, from, length / 2);
                    step();
                    super.out.write(bytes, from + length / 2, length - length / 2);
                }
            };
        }

        @Override
        void force(FileChannel channel) throws IOException {
            step();
            super.force(channel);
        }

        @Override
        void close(FileChannel channel) throws IOException {
            step();
            super.close(channel);
        }

        @Override
        void move(Path from, Path to) throws IOException {
            step();
            super.move(from, to);
        }

        @Override
        void delete(Path file) throws IOException {
            step();
            super.delete(file);
        }

        @Override
        void forceFolder(Path folder) throws IOException {
            step();
            super.forceFolder(folder);
        }
    }

    /** At whichever request the disk fails, the file is the old one or the new one, and who asked knows which. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void anErrorAtAnyStepLeavesTheOldFileOrTheNewOne(boolean exists, boolean forEver) throws IOException {
        byte[] old = "old".repeat(9000).getBytes(StandardCharsets.US_ASCII);
        byte[] fresh = "new!".repeat(9000).getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve("a");
        int failed = 0;
        for (int step = 0; ; step++) {
            Files.deleteIfExists(file);
            if (exists) {
                Files.write(file, old);
            }
            Failing steps = new Failing(step, forEver);
            boolean done = true;
            try {
                Replacement.write(
                        file,
                        out -> {
                            for (int from = 0; from < fresh.length; from += 1000) {
                                out.write(fresh, from, 1000);
                            }
                        },
                        steps);
            } catch (FileSystemException refused) {
                done = false;
                failed++;
                assertEquals(file + ": it cannot be written (Input/output error)", refused.getMessage());
            }
            if (done || exists) {
                assertArrayEquals(done ? fresh : old, Files.readAllBytes(file), "step " + step);
            }
            int left = names().size() - (done || exists ? 1 : 0);
            assertTrue(left == 0 || forEver && !done, "what is left after step " + step + ": " + names());
            for (String name : names()) {
                assertTrue(name.equals("a") || name.startsWith(".lanewise-"), name);
                Files.delete(folder.resolve(name));
            }
            if (steps.next <= step) {
                break;
            }
        }
        assertTrue(failed >= 9, "create, permissions, 5 writes, force, close and move, but " + failed);
    }
}
