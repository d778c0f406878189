package org.lanewise.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lanewise.cli.InputException;

/**
 * Downloads a file over HTTPS, or over HTTP from this machine. What a broken connection left is completed by the next
 * attempt. Redirects are followed a few times, and never from HTTPS to HTTP.
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
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

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
        boolean safe = "https".equalsIgnoreCase(source.getScheme())
                || "http".equalsIgnoreCase(source.getScheme()) && isLoopback(source.getHost());
        if (!safe || source.getHost() == null) {
            throw new InputException(source + " is no HTTPS address; give one that begins with https://.");
        }
        this.source = source;
        this.limit = limit;
        this.listener = listener;
        this.patience = patience;
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Downloads, beginning behind what the file holds already.
     *
     * @param file the file, complete after this
     * @throws IOException if the server refuses, the connection breaks (what has come stays, for the next attempt), or the
     *     file is too large
     */
    public void to(Path file) throws IOException {
        long have = Files.exists(file) ? Files.size(file) : 0;
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .build()) {
            HttpResponse<InputStream> response = get(client, have);
            if (have > 0 && response.statusCode() == RANGE_NOT_SATISFIABLE) {
                // Longer than the file there is, or all of it: the checksum will not say which, so begin again.
                response.body().close();
                have = 0;
                response = get(client, 0);
            }
            receive(response, file, have);
        }
    }

    private HttpResponse<InputStream> get(HttpClient client, long from) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(patience);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The download of " + source + " was interrupted; run the command again.", e);
        } catch (IOException e) {
            throw new IOException(
                    source + " cannot be reached (" + reason(e)
                            + "); check the connection, or give a mirror with --url.",
                    e);
        }
    }

    /** Of a connection that was refused the client says nothing. */
    private static String reason(IOException e) {
        return e.getMessage() == null ? "no connection" : e.getMessage();
    }

    private void receive(HttpResponse<InputStream> response, Path file, long have) throws IOException {
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status >= 300 && status < 400) {
                throw new IOException(source + " redirects too often, or to a place without HTTPS (status " + status
                        + "); give another address with --url.");
            }
            if (status != OK && status != PARTIAL) {
                throw new IOException(source + " was refused with HTTP status " + status
                        + "; try later, or give a mirror with --url.");
            }
            long from = status == PARTIAL ? start(response, have) : 0;
            long total = total(response, from);
            requireWithinLimit(total);
            copy(body, file, from, total);
        }
    }

    /** Where the part that a server sends begins: must be where it was asked to. */
    private long start(HttpResponse<?> response, long have) throws IOException {
        String range = response.headers().firstValue("Content-Range").orElse("");
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches() || Long.parseLong(parts.group(1)) != have) {
            throw new IOException(
                    source + " was asked for what follows byte " + have + ", but answered with the range \"" + range
                            + "\"; remove the .part file to begin again, or give a mirror with --url.");
        }
        return have;
    }

    private static long total(HttpResponse<?> response, long from) {
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        return length.isPresent() ? from + length.getAsLong() : -1;
    }

    private void requireWithinLimit(long bytes) throws IOException {
        if (bytes > limit) {
            throw new IOException(source + " sends more than " + limit
                    + " bytes, the most that is expected; give the address of cifar-10-binary.tar.gz.");
        }
    }

    private void copy(InputStream body, Path file, long from, long total) throws IOException {
        long bytes = from;
        StandardOpenOption how = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
                Watchdog watchdog = new Watchdog(patience, body)) {
            byte[] block = new byte[1 << 16];
            for (int read; (read = read(body, watchdog, block, bytes, total)) >= 0; bytes += read) {
                requireWithinLimit(bytes + read);
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
