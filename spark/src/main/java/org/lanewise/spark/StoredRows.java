package org.lanewise.spark;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.util.KnownSizeEstimation;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;

/**
 * The examples of a partition in the memory of an executor, off the heap. It is the one element of a cached partition: Spark closes
 * it when it drops the partition, and where it drops it without a word, the memory is freed with the object.
 *
 * <p>Safe to share between threads; nobody closes it while a task reads it, since a task holds Spark's lock on the partition.
 */
final class StoredRows implements AutoCloseable, KnownSizeEstimation {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong OPEN = new AtomicLong();

    /** Spark weighs objects by what they have on the heap, to see whether there is room for them there. */
    private static final long HEAP_BYTES = 1024;

    private final BlockRange range;
    private final Cleaner.Cleanable memory;
    private final MemorySegment segment;

    /** Null until the memory is filled, and for good if it cannot be. */
    private Examples examples;

    private String problem;

    /**
     * Allocates the memory of a partition.
     *
     * @param range its place in the whole set
     * @param bytes how much
     */
    StoredRows(BlockRange range, long bytes) {
        this.range = range;
        Arena arena = Arena.ofShared();
        memory = CLEANER.register(this, new Closing(arena));
        segment = arena.allocate(Math.max(1, bytes), Long.BYTES * 8L);
    }

    /** What frees the memory; it knows nothing of the object, which could never go otherwise. */
    private record Closing(Arena arena) implements Runnable {

        Closing {
            OPEN.incrementAndGet();
        }

        @Override
        public void run() {
            arena.close();
            OPEN.decrementAndGet();
        }
    }

    /** {@return how many partitions have memory in this VM} */
    static long open() {
        return OPEN.get();
    }

    MemorySegment segment() {
        return segment;
    }

    /** Says what the memory holds, once it is filled. */
    void filled(Features features, int[] labels, int classes) {
        examples = Examples.of(features, labels, classes);
    }

    /** Says why there are no examples. */
    void failed(String sentence) {
        problem = sentence;
    }

    BlockRange range() {
        return range;
    }

    Examples examples() {
        return examples;
    }

    /** {@return what is wrong with the input, a sentence; null if nothing is} */
    String problem() {
        return problem;
    }

    @Override
    public long estimatedSize() {
        return HEAP_BYTES;
    }

    @Override
    public void close() {
        memory.clean();
    }
}
