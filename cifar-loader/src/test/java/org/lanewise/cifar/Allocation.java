package org.lanewise.cifar;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the heap bytes that this thread allocates. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    interface Work {
        void run() throws Exception;
    }

    static long bytes(Work work) throws Exception {
        assumeTrue(THREADS.isThreadAllocatedMemorySupported(), "this virtual machine does not count allocated bytes");
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
