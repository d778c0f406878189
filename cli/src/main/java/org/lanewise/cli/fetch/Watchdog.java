package org.lanewise.cli.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a connection over which nothing comes any longer, for {@code HttpClient} would wait for ever. */
final class Watchdog implements AutoCloseable {

    private final Duration patience;
    private final Closeable connection;
    private final Thread thread;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean hasClosed;

    Watchdog(Duration patience, Closeable connection) {
        this.patience = patience;
        this.connection = connection;
        thread = Thread.ofVirtual().name("lanewise-watchdog").start(this::watch);
    }

    /** Something has come. */
    void sign() {
        lastSign = System.nanoTime();
    }

    /** Whether the connection was closed because nothing came. */
    boolean hasClosed() {
        return hasClosed;
    }

    private void watch() {
        try {
            long left;
            while ((left = lastSign + patience.toNanos() - System.nanoTime()) > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
            hasClosed = true;
            connection.close();
        } catch (InterruptedException | IOException noMatter) {
            // Closed by its owner, or broken already.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
