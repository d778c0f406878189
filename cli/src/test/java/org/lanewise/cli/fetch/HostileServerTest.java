package org.lanewise.cli.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cli.Cli;
import org.lanewise.core.internal.files.Printable;

/** A server that says what no server should. */
@Timeout(120)
class HostileServerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String PARTIAL = "HTTP/1.1 206 Partial Content\r\n";

    @TempDir
    Path folder;

    private Path target;
    private Path part;

    @BeforeEach
    void prepare() throws IOException {
        target = folder.resolve("set");
        part = folder.resolve("set.tar.gz.part");
    }

    private Cli fetch(String url) {
        return Cli.run("data", "fetch", "--data", target, "--url", url, "--checksum", "0".repeat(32));
    }

    /** One sentence, exit code 1, and no data set. */
    private void assertRefused(Cli run, String said) {
        assertEquals(1, run.code(), run.err());
        List<String> sentences =
                run.err().lines().filter(line -> line.startsWith("lanewise")).toList();
        assertEquals(1, sentences.size(), run.err());
        assertTrue(sentences.getFirst().contains(said), run.err());
        assertFalse(run.err().contains("For input string"), run.err());
        run.err().lines().forEach(line -> assertEquals(Printable.of(line), line));
        assertFalse(Files.exists(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/set.tar.gz",
                "http://0.0.0.0/set.tar.gz",
                "http://localhost.example/set.tar.gz",
                "http:///set.tar.gz",
                "//192.0.2.1/set.tar.gz",
                "file:///etc/passwd",
                "jar:file:///etc/passwd!/x",
                "ftp://127.0.0.1/x",
                "http://[::1",
                "https:",
                "mailto:a@example.org",
                " ",
            })
    void aRedirectToWhereNothingIsProtectedIsNotFollowed(String location) throws IOException {
        try (RawServer server =
                new RawServer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n")) {
            assertRefused(fetch(server.url()), "redirects to \"" + Printable.of(location.strip()));
        }
    }

    @Test
    void aRedirectWithoutAPlaceIsNotFollowed() throws IOException {
        try (RawServer server = new RawServer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")) {
            assertRefused(fetch(server.url()), "redirects to \"\"");
        }
    }

    @Test
    void aRedirectOnThisMachineIsFollowed() throws IOException {
        byte[] content = {1, 2, 3};
        try (ArchiveServer last = new ArchiveServer(ArchiveServer.file(content));
                ArchiveServer first = new ArchiveServer(ArchiveServer.redirectTo(last.url()))) {
            new Download(URI.create(first.url()), 100, (bytes, total) -> {}).to(part);
        }
        assertArrayEquals(content, Files.readAllBytes(part));
    }

    @Test
    void fromHttpsNoRedirectLeadsToHttpNotEvenOfThisMachine() throws IOException {
        URI https = URI.create("https://example.org/a/b");
        try (Connection connection = new Connection(https, Duration.ofSeconds(1))) {
            assertThrows(IOException.class, () -> connection.next(https, "http://127.0.0.1/c"));
            assertEquals(URI.create("https://example.org/a/c"), connection.next(https, "c"));
            assertEquals(URI.create("https://example.com/c"), connection.next(https, "https://example.com/c"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/x, true",
        "HTTPS://example.org/x, true",
        "http://127.0.0.1/x, true",
        "http://127.1.2.3:80/x, true",
        "http://[::1]/x, true",
        "http://localhost:8080/x, true",
        "http://example.org/x, false",
        "http://192.0.2.1/x, false",
        "http://0.0.0.0/x, false",
        "ftp://127.0.0.1/x, false",
        "file:///etc/passwd, false",
        "https:/x, false",
        "x, false",
    })
    void safeIsHttpsOrThisMachine(String address, boolean isSafe) {
        assertEquals(isSafe, Connection.isSafe(URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999999",
                "9223372036854775807",
                "-5",
                "+5",
                "5x",
                "five",
                "0x10",
                "1e3",
                "5, 7",
                ""
            })
    void aLengthThatCannotBeIsOneSentence(String length) throws IOException {
        try (RawServer server = new RawServer(OK + "Content-Length: " + length + "\r\n\r\nabc")) {
            assertRefused(fetch(server.url()), server.url());
        }
    }

    @Test
    void twoLengthsAreOneSentence() throws IOException {
        try (RawServer server = new RawServer(OK + "Content-Length: 3\r\nContent-Length: 7\r\n\r\nabc")) {
            assertRefused(fetch(server.url()), server.url());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 99999999999999999999-5/7",
                "bytes 100-5/200",
                "bytes 100-199",
                "bytes */200",
                "bytes 0-99/100",
                "items 100-199/200",
                "",
            })
    void aRangeThatWasNotAskedForIsRefusedAndThePartKept(String range) throws IOException {
        Files.write(part, new byte[100]);
        try (RawServer server =
                new RawServer(PARTIAL + "Content-Range: " + range + "\r\nContent-Length: 3\r\n\r\nabc")) {
            assertRefused(fetch(server.url()), "was asked for what follows byte 100");
        }
        assertEquals(100, Files.size(part));
    }

    @Test
    void aRangeOfAFileThatIsTooLargeIsRefused() throws IOException {
        Files.write(part, new byte[100]);
        String range = "Content-Range: bytes 100-102/9223372036854775807\r\n";
        try (RawServer server = new RawServer(PARTIAL + range + "Content-Length: 3\r\n\r\nabc")) {
            assertRefused(fetch(server.url()), "sends more than");
        }
    }

    @Test
    void aPartThoughAllWasAskedForIsRefusedUnlessItIsTheBeginning() throws IOException {
        try (RawServer server = new RawServer(PARTIAL + "Content-Range: bytes 5-7/8\r\nContent-Length: 3\r\n\r\nabc")) {
            assertRefused(fetch(server.url()), "answered with the range \"bytes 5-7/8\"");
        }
        assertFalse(Files.exists(part));
        try (RawServer server = new RawServer(PARTIAL + "Content-Range: bytes 0-2/8\r\nContent-Length: 3\r\n\r\nabc")) {
            assertRefused(fetch(server.url()), "broke after 3 of 8 bytes");
        }
        assertEquals(3, Files.size(part));
    }

    @Test
    void aRangeOfUnknownLengthIsTakenAsFarAsItGoes() throws IOException {
        Files.write(part, new byte[2]);
        try (RawServer server = new RawServer(PARTIAL + "Content-Range: bytes 2-4/*\r\nContent-Length: 3\r\n\r\nabc")) {
            new Download(URI.create(server.url()), 100, (bytes, total) -> {}).to(part);
        }
        assertArrayEquals("\0\0abc".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(part));
    }

    @Test
    void chunksNeedNoLength() throws IOException {
        try (RawServer server = new RawServer(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) {
            new Download(URI.create(server.url()), 100, (bytes, total) -> {}).to(part);
        }
        assertArrayEquals("abc".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nabc\r\n", "99999999999999999999\r\nabc", "-3\r\nabc\r\n0\r\n\r\n", "3\r\nab"})
    void chunksThatCannotBeAreOneSentence(String chunks) throws IOException {
        try (RawServer server = new RawServer(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks)) {
            Download download =
                    new Download(URI.create(server.url()), 100, (bytes, total) -> {}, Duration.ofSeconds(1));
            String message =
                    assertThrows(IOException.class, () -> download.to(part)).getMessage();
            // The client meets the chunk with the head or after it.
            assertTrue(message.contains(server.url()) && message.endsWith("."), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 999 \u001b[31m\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 -1 x\r\n\r\n",
                "\u001b]0;owned\u0007 garbage \u001b[31m\r\n\r\n",
                "",
                "HTTP/1.1 200 OK\r\nX: \u001b[31m\u0000\r\nContent-Length: 1\r\n\r\n",
                "HTTP/1.1 206 Partial Content\r\nContent-Range: x\u001b]0;owned\u0007\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: x\u001b[31mred\r\n\r\n",
            })
    void anAnswerThatIsNoneIsOneSentence(String answer) throws IOException {
        try (RawServer server = new RawServer(answer)) {
            assertRefused(fetch(server.url()), server.url());
        }
    }

    @Test
    void whatTurnsOutTooLargeIsRemoved() throws IOException {
        try (RawServer server = new RawServer(OK + "\r\n" + "x".repeat(101))) {
            Download download = new Download(URI.create(server.url()), 100, (bytes, total) -> {});
            Fetch fetch = new Fetch(download, Checksum.OFFICIAL, target);
            assertTrue(assertThrows(IOException.class, fetch::run).getMessage().contains("sends more than 100 bytes"));
        }
        assertFalse(Files.exists(part));
    }

    @Test
    void aPartThatIsLargerThanAnyArchiveIsBegunAgain() throws IOException {
        Files.write(part, new byte[200]);
        byte[] content = new byte[50];
        Arrays.fill(content, (byte) 1);
        try (ArchiveServer server = new ArchiveServer(ArchiveServer.file(content))) {
            new Download(URI.create(server.url()), 100, (bytes, total) -> {}).to(part);
        }
        assertArrayEquals(content, Files.readAllBytes(part));
    }
}
