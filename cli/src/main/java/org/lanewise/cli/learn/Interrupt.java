package org.lanewise.cli.learn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request to stop: the VM does not end before the work has saved what it has, but waits no longer than
 * some seconds. Closing says that the work is done.
 */
final class Interrupt implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook;

    /** Calls {@code stop}, from another thread, when the VM is asked to end. */
    Interrupt(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    await();
                },
                "lanewise-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook waits for this.
            saved.countDown();
        }
    }
}
