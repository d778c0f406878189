package org.lanewise.trials.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.testing.CountingArena;

/**
 * What reading an input took of a machine.
 *
 * @param heap bytes allocated on the heap
 * @param offHeap bytes allocated from the arena that the reader was given
 * @param resident bytes by which the process grew at most, which has what native code allocates too; 0 if unknown
 * @param nanos time of the processor, which is the same on a busy machine
 */
record Cost(long heap, long offHeap, long resident, long nanos) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Does something with memory of an arena. */
    @FunctionalInterface
    interface Work {
        void run(Arena memory);
    }

    /** Measures work of this thread. */
    static Cost of(Work work) {
        try (CountingArena memory = new CountingArena()) {
            long resident = Resident.begin();
            long heap = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            work.run(memory);
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            heap = THREADS.getCurrentThreadAllocatedBytes() - heap;
            return new Cost(heap, memory.bytes(), Resident.growthSince(resident), nanos);
        }
    }

    /** The less of each: what is counted twice, as loading a class or compiling a method, is not the reader's. */
    Cost least(Cost other) {
        return new Cost(
                Math.min(heap, other.heap),
                Math.min(offHeap, other.offHeap),
                Math.min(resident, other.resident),
                Math.min(nanos, other.nanos));
    }

    /** The more of each. */
    Cost most(Cost other) {
        return new Cost(
                Math.max(heap, other.heap),
                Math.max(offHeap, other.offHeap),
                Math.max(resident, other.resident),
                Math.max(nanos, other.nanos));
    }

    /** What is more than a limit allows; empty if nothing is. */
    List<String> beyond(Cost limit) {
        List<String> beyond = new ArrayList<>();
        compare("bytes of the heap", heap, limit.heap, beyond);
        compare("bytes off the heap", offHeap, limit.offHeap, beyond);
        compare("resident bytes", resident, limit.resident, beyond);
        compare("nanoseconds of the processor", nanos, limit.nanos, beyond);
        return beyond;
    }

    private static void compare(String what, long found, long limit, List<String> beyond) {
        if (found > limit) {
            beyond.add(String.format("%,d %s where %,d are in proportion", found, what, limit));
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%,d kB of the heap, %,d kB off it, %,d kB resident, %,d ms",
                heap >> 10, offHeap >> 10, resident >> 10, nanos / 1_000_000);
    }
}
