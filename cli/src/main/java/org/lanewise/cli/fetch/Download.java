package org.lanewise.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lanewise.cli.InputException;
import org.lanewise.core.internal.files.Printable;

/**
 * Downloads a file over HTTPS, or over HTTP from this machine. What a broken connection left is completed by the next
 * attempt.
 */
public final class Download {

    /** Hears how far a download is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called again and again.
         *
         * @param bytes what is there
         * @param total what there will be, -1 if the server does not say
         */
        void progress(long bytes, long total);
    }

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");

    /** Digits that a long holds for certain. */
    private static final int MOST_DIGITS = 18;

    private final URI source;
    private final long limit;
    private final Listener listener;
    private final Duration patience;

    /**
     * A download.
     *
     * @param source where the file is
     * @param limit bytes that it may have at most
     * @param listener hears how far it is
     * @throws InputException if the source is neither HTTPS nor on this machine
     */
    public Download(URI source, long limit, Listener listener) throws InputException {
        this(source, limit, listener, PATIENCE);
    }

    /** A download that waits so long for the connection, and for each next byte. */
    Download(URI source, long limit, Listener listener, Duration patience) throws InputException {
        if (!Connection.isSafe(source)) {
            throw new InputException(source + " is no HTTPS address; give one that begins with https://.");
        }
        this.source = source;
        this.limit = limit;
        this.listener = listener;
        this.patience = patience;
    }

    /**
     * Downloads, beginning behind what the file holds already.
     *
     * @param file the file, complete after this
     * @throws IOException if the server refuses, the connection breaks (what has come stays, for the next attempt), or the
     *     file is too large
     */
    public void to(Path file) throws IOException {
        Leftover.requireFile(file);
        long have = Files.exists(file) && Files.size(file) <= limit ? Files.size(file) : 0;
        try (Connection connection = new Connection(source, patience)) {
            HttpResponse<InputStream> response = connection.get(have);
            if (have > 0 && response.statusCode() == RANGE_NOT_SATISFIABLE) {
                // Longer than the file there is, or all of it: the checksum will not say which, so begin again.
                response.body().close();
                have = 0;
                response = connection.get(0);
            }
            receive(response, file, have);
        }
    }

    private void receive(HttpResponse<InputStream> response, Path file, long have) throws IOException {
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status != OK && status != PARTIAL) {
                throw new IOException(source + " was refused with HTTP status " + status
                        + "; try later, or give a mirror with --url.");
            }
            Matcher range = status == PARTIAL ? range(response, have) : null;
            long from = range == null ? 0 : have;
            long total = total(response, range);
            if (total > limit) {
                throw new IOException(tooLarge());
            }
            copy(body, file, from, total);
        }
    }

    /** Which part a server sends: must begin where it was asked to. */
    private Matcher range(HttpResponse<?> response, long have) throws IOException {
        String range = String.join(", ", response.headers().allValues("Content-Range"));
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches() || number(parts.group(1)) != have || number(parts.group(2)) < have) {
            throw new IOException(source + " was asked for what follows byte " + have
                    + ", but answered with the range \""
                    + Printable.of(range, Connection.MOST_SHOWN) + "\"; "
                    + (have > 0 ? "remove the .part file to begin again, or " : "") + "give a mirror with --url.");
        }
        return parts;
    }

    /** What there will be at the end, by the range if that says so; -1 if nothing does. */
    private long total(HttpResponse<?> response, Matcher range) throws IOException {
        if (range != null) {
            return range.group(3).equals("*") ? number(range.group(2)) + 1 : number(range.group(3));
        }
        List<String> lengths = response.headers().allValues("Content-Length").stream()
                .distinct()
                .toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        String length = String.join(", ", lengths);
        if (!length.matches("\\d+")) {
            throw new IOException(source + " says that it sends \"" + Printable.of(length, Connection.MOST_SHOWN)
                    + "\" bytes, which is no number; try later, or give a mirror with --url.");
        }
        return number(length);
    }

    /** Digits as a number; what no long holds is more than any limit too. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MOST_DIGITS ? Long.MAX_VALUE >> 1 : Long.parseLong(significant);
    }

    private String tooLarge() {
        return source + " sends more than " + limit
                + " bytes, the most that is expected; give the address of cifar-10-binary.tar.gz.";
    }

    private void copy(InputStream body, Path file, long from, long total) throws IOException {
        long bytes = from;
        StandardOpenOption how = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out = Files.newOutputStream(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, how);
                Watchdog watchdog = new Watchdog(patience, body)) {
            byte[] block = new byte[1 << 16];
            for (int read; (read = read(body, watchdog, block, bytes, total)) >= 0; bytes += read) {
                if (bytes + read > limit) {
                    throw new UselessException(tooLarge(), null);
                }
                out.write(block, 0, read);
                listener.progress(bytes + read, total);
            }
        }
        if (bytes < total) {
            throw broken(bytes, total, null);
        }
    }

    private int read(InputStream body, Watchdog watchdog, byte[] block, long bytes, long total) throws IOException {
        int read;
        try {
            read = body.read(block);
        } catch (IOException e) {
            throw watchdog.hasClosed() ? stalled(bytes, total) : broken(bytes, total, e);
        }
        if (read < 0 && watchdog.hasClosed()) {
            throw stalled(bytes, total);
        }
        watchdog.sign();
        return read;
    }

    private IOException stalled(long bytes, long total) {
        return new IOException(source + " has sent nothing for " + patience.toSeconds() + " s after " + bytes + " of "
                + total + " bytes; run the command again to continue there, or give a mirror with --url.");
    }

    private IOException broken(long bytes, long total, IOException cause) {
        return new IOException(
                "The connection to " + source + " broke after " + bytes + " of " + total
                        + " bytes; run the command again to continue there.",
                cause);
    }
}
