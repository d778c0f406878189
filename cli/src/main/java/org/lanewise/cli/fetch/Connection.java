package org.lanewise.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.lanewise.cli.InputException;
import org.lanewise.core.internal.files.Printable;

/**
 * Asks a server for a file, over HTTPS or, of this machine, HTTP, and follows a few redirects: to places of which the same is
 * true, and from HTTPS to HTTPS only.
 */
final class Connection implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    /** Characters of what a server says in a sentence. */
    static final int MOST_SHOWN = 200;

    private final URI source;
    private final Duration patience;
    private final HttpClient client;

    /**
     * Nothing is sent yet.
     *
     * @param source where the file is
     * @param patience how long to wait for a connection, and for an answer
     */
    Connection(URI source, Duration patience) {
        this.source = source;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /** Whether what comes from there is protected on its way, or has none. */
    static boolean isSafe(URI address) {
        return address.getHost() != null
                && (isHttps(address)
                        || "http".equalsIgnoreCase(address.getScheme()) && isThisMachine(address.getHost()));
    }

    private static boolean isHttps(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** By the name alone: whoever answers for other names may answer differently the next time. */
    private static boolean isThisMachine(String host) {
        try {
            return host.equalsIgnoreCase("localhost")
                    || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /**
     * Asks for the file.
     *
     * @param from the first byte that is wanted
     * @return the answer, which is no redirect
     * @throws IOException if there is none, or it leads to a place that is not safe
     */
    HttpResponse<InputStream> get(long from) throws IOException {
        URI at = source;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<InputStream> response = send(request(at, from));
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            response.body().close();
            at = next(at, response.headers().firstValue("Location").orElse(""));
        }
        throw new IOException(
                source + " redirects more than " + MOST_REDIRECTS + " times; give another address with --url.");
    }

    /** Where a redirect from a place leads. */
    URI next(URI at, String location) throws IOException {
        try {
            URI next = at.resolve(new URI(location));
            if (!location.isEmpty() && isSafe(next) && (isHttps(next) || !isHttps(at))) {
                return next;
            }
        } catch (URISyntaxException noAddress) {
            // As below.
        }
        throw new IOException(source + " redirects to \"" + Printable.of(location, MOST_SHOWN)
                + "\", which is no HTTPS address; give another address with --url.");
    }

    private HttpRequest request(URI at, long from) throws InputException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(patience);
            return (from > 0 ? request.header("Range", "bytes=" + from + "-") : request).build();
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    at + " is no address to download from (" + e.getMessage() + "); give another with --url.");
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The download of " + source + " was interrupted; run the command again.", e);
        } catch (RuntimeException e) {
            // What the client says of a length that is no number is meant for programmers.
            throw new IOException(
                    source
                            + " gave an answer that is not HTTP, such as a length that is no number; try later, or give a"
                            + " mirror with --url.",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    source + " cannot be reached (" + reason(e)
                            + "); check the connection, or give a mirror with --url.",
                    e);
        }
    }

    /** Of a connection that was refused the client says nothing. */
    private static String reason(IOException e) {
        return e.getMessage() == null ? "no connection" : Printable.of(e.getMessage(), MOST_SHOWN);
    }

    /** Waits for nothing: an answer that the client gave up in the middle may never count as done. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
