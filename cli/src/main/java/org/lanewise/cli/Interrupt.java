package org.lanewise.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (SIGINT, or SIGTERM) into a request to stop: the VM does not end before the command has saved what it has and
 * said so, but waits no longer than some seconds. Its exit code is that of the signal then, 130 or 143.
 */
final class Interrupt implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private Thread hook;
    private Runnable stop;
    private boolean isAsked;

    /** Has something called, from another thread, when the VM is asked to end; in place of what was to be called before. */
    synchronized void calls(Runnable next) {
        stop = next;
        if (isAsked) {
            next.run();
        } else if (hook == null) {
            hook = new Thread(
                    () -> {
                        ask();
                        await();
                    },
                    "lanewise-interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    private synchronized void ask() {
        isAsked = true;
        stop.run();
    }

    private void await() {
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended and said what it had to say. */
    @Override
    public void close() {
        done.countDown();
        if (hook != null) {
            remove();
        }
    }

    private void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then it has run.
        }
    }
}
