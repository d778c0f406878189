package org.lanewise.cli.learn;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request to stop: the VM does not end before the work has ended and saved what it has, but waits no
 * longer than some seconds.
 */
final class Interrupt {

    private static final long PATIENCE_SECONDS = 20;

    /** Work that can be asked to stop. */
    @FunctionalInterface
    interface Work<T> {

        /** Does it. */
        T run() throws IOException;
    }

    private Interrupt() {}

    /** Does the work; {@code stop} is called, from another thread, when the VM is asked to end meanwhile. */
    static <T> T stops(Runnable stop, Work<T> work) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    await(done);
                },
                "lanewise-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then it has run.
        }
    }
}
