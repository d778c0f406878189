package org.lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that a call allocates on this thread. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 200;

    /** Of this thread's time on the processor: on a busy machine the compiler waits as long as the calls do. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private Allocation() {}

    /**
     * Fails unless the call comes to allocate nothing. Compiled code allocates nothing from the first call on; until
     * C2 has compiled it, values that it keeps in registers are objects. So batches run until one allocates nothing.
     */
    public static void assertNoneInSteadyState(String what, Runnable call) {
        long bytes = bytesOfBatch(call);
        long end = THREADS.getCurrentThreadCpuTime() + PATIENCE_NANOS;
        while (bytes > 0 && THREADS.getCurrentThreadCpuTime() < end) {
            bytes = bytesOfBatch(call);
        }
        assertEquals(0, bytes, () -> what + ": bytes allocated by " + BATCH + " calls after warm-up");
    }

    /** Work that may fail. */
    public interface Work {

        /** Does it. */
        void run() throws Exception;
    }

    /** {@return the bytes that this thread allocates for some work} */
    public static long bytes(Work work) throws Exception {
        assumeTrue(THREADS.isThreadAllocatedMemorySupported(), "Skipped: this VM does not count allocated bytes.");
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long bytesOfBatch(Runnable call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < BATCH; i++) {
            call.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
