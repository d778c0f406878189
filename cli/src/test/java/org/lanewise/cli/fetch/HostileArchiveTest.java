package org.lanewise.cli.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cli.Cli;
import org.lanewise.core.internal.files.Printable;

/** Archives of the right checksum that are not the archive that was wanted. Nothing is left of any. */
@Timeout(300)
class HostileArchiveTest {

    private static final String WANTED = "cifar-10-batches-bin/data_batch_1.bin";

    @TempDir
    Path folder;

    private Path data;
    private byte[] good;

    @BeforeEach
    void prepare() throws IOException {
        good = Archives.good(folder);
        data = Files.createDirectory(folder.resolve("data"));
    }

    private Cli fetch(byte[] archive) throws IOException {
        Path copy = Files.write(folder.resolve("expected"), archive);
        String sum = new Checksum("SHA-256", "").of(copy).hex();
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(archive))) {
            return Cli.run("data", "fetch", "--data", data.resolve("set"), "--url", server.url(), "--checksum", sum);
        }
    }

    private void assertRefused(byte[] archive, String said) throws IOException {
        Cli run = fetch(archive);
        assertEquals(1, run.code(), run.err());
        String sentence = run.err().lines().toList().getLast();
        assertTrue(sentence.startsWith("lanewise: ") && sentence.contains(said), run.err());
        assertTrue(sentence.length() < 2000, run.err());
        run.err().lines().forEach(line -> assertEquals(Printable.of(line), line));
        try (Stream<Path> left = Files.list(data)) {
            assertEquals(List.of(), left.toList(), "no .part either, which would fail for ever");
        }
    }

    /** Hard link, symbolic link, devices, pipe, contiguous file, multi-volume, sparse, volume label, a type of nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "6", "7", "M", "V", "Z"})
    void whatIsNoRegularFileIsRefused(String type) throws IOException {
        byte[] archive = Archives.ofRaw(Archives.rawEntry(WANTED, type.charAt(0), new byte[0]));
        assertRefused(archive, "which is no regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "6"})
    void noneIsPassedOverForANameThatNobodyWantsOrThatOfAFolder(String type) throws IOException {
        for (String name : List.of("x", "x/")) {
            byte[] archive = Archives.ofRaw(Archives.rawEntry(name, type.charAt(0), new byte[0]));
            assertRefused(archive, "which is no regular file");
        }
    }

    @Test
    void aSparseFileIsRefused() throws IOException {
        Map<String, String> sparse =
                Map.of("GNU.sparse.size", "3073", "GNU.sparse.numblocks", "1", "GNU.sparse.map", "0,3073");
        assertRefused(withHeaders(sparse, WANTED), "which is no regular file");
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 5_000_000})
    void aHeaderThatIsTooLongIsRefused(int length) throws IOException {
        assertRefused(withHeaders(Map.of("comment", "x".repeat(length)), WANTED), "a header of more than 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 5_000_000})
    void aNameThatIsTooLongIsRefused(int length) throws IOException {
        byte[] name = ("n".repeat(length) + "/data_batch_1.bin").getBytes(StandardCharsets.US_ASCII);
        byte[] archive = Archives.ofRaw(Archives.rawEntry("././@LongLink", 'L', name), file(WANTED));
        assertRefused(archive, "a header of more than 65536 bytes");
    }

    @Test
    void headersForAllEntriesAreBoundedToo() throws IOException {
        byte[] global = Archives.rawEntry("global", 'g', record("comment", "x".repeat(20_000)));
        assertRefused(
                Archives.ofRaw(global, global, global, global, file(WANTED)), "a header of more than 65536 bytes");
    }

    private static byte[] file(String name) {
        return Archives.rawEntry(name, '0', new byte[3073]);
    }

    @Test
    void aShortHeaderOfExtensionsIsRead() throws IOException {
        Cli run = fetch(withHeaders(Map.of("comment", "x"), WANTED));
        assertEquals(0, run.code(), run.err());
    }

    @ParameterizedTest
    @CsvSource({"path, ../../../x", "size, 99999999999999999999", "size, -1", "mtime, 1e999999999", "uid, x"})
    void aHeaderThatSaysOtherwiseThanTheEntryIsNotTrusted(String key, String value) throws IOException {
        assertRefused(withHeaders(Map.of(key, value), WANTED), "take another");
    }

    private static byte[] withHeaders(Map<String, String> headers, String name) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        headers.forEach((key, value) -> text.writeBytes(record(key, value)));
        return Archives.ofRaw(Archives.rawEntry("headers", 'x', text.toByteArray()), file(name));
    }

    /** A record says how long it is, its own length included. */
    private static byte[] record(String key, String value) {
        int rest = key.length() + value.length() + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return (length + " " + key + "=" + value + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() throws IOException {
        byte[] twice = Archives.of(tar -> {
            Archives.entry(tar, WANTED, new byte[3073]);
            Archives.entry(tar, "other/data_batch_1.bin", new byte[2 * 3073]);
        });
        assertRefused(twice, "held two files data_batch_1.bin");
    }

    /** Else 8 GB of zeros, which are 8 MB in an archive, would be unpacked to nowhere. */
    @Test
    void bytesThatNobodyWantsCountToo() throws IOException {
        Path bomb = Files.write(
                folder.resolve("bomb.tar.gz"),
                Archives.ofRaw(Archives.rawEntry("readme.html", '0', new byte[5001]), file(WANTED)));
        Archive archive = new Archive(bomb, Set.of("data_batch_1.bin"), 5000);
        String message =
                assertThrows(IOException.class, () -> archive.unpack(data)).getMessage();
        assertTrue(message.contains("more than 5000 bytes"), message);
    }

    @Test
    void namesOfClassesThatAreNoTextAreRefused() throws IOException {
        byte[] hostile = Archives.of(tar -> {
            Archives.entry(tar, WANTED, new byte[3073]);
            Archives.entry(tar, "x/batches.meta.txt", "\u001b[31mred\n".getBytes(StandardCharsets.US_ASCII));
        });
        assertRefused(hostile, "held no whole data set");
    }

    @Test
    void theNameOfAnEntryIsShownAndNotObeyed() throws IOException {
        assertRefused(
                Archives.withEntry("/\u001b[31mred\u001b]0;owned\u0007\n"), "\\u001b[31mred\\u001b]0;owned\\u0007");
    }

    @Test
    void aNameThatTheCompressionCarriesIsNotKeptInMemory() throws IOException {
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0});
        named.writeBytes("n".repeat(5_000_000).getBytes(StandardCharsets.US_ASCII));
        named.write(0);
        named.write(good, 10, good.length - 10);
        Cli run = fetch(named.toByteArray());
        assertEquals(0, run.code(), run.err());
    }

    @Test
    void headersThatAreNoNumbersAreOneSentence() throws IOException {
        byte[] tar = unzipped(good);
        for (int field : new int[] {100, 108, 116, 124, 136, 148, 329}) {
            byte[] broken = tar.clone();
            broken[field] = 'x';
            Cli run = fetch(zipped(broken));
            assertTrue(run.code() == 0 || run.code() == 1, run.err());
            assertFalse(run.err().contains("Exception"), run.err());
            if (run.code() == 0) {
                clear();
            }
            try (Stream<Path> left = Files.list(data)) {
                assertEquals(List.of(), left.toList(), "field at " + field);
            }
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("set"))) {
            files.forEach(HostileArchiveTest::delete);
        }
        Files.delete(data.resolve("set"));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unzipped(byte[] archive) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();
    }

    private static byte[] zipped(byte[] tar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(tar);
        }
        return bytes.toByteArray();
    }
}
