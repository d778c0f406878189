package org.lanewise.spark;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.util.KnownSizeEstimation;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;

/**
 * The examples of a partition in the memory of an executor, off the heap. It is the only element of a cached partition. Spark closes
 * it when it removes the partition from its cache; if it does not, the memory is freed with the object.
 *
 * <p>Safe to share between threads. Spark does not close it while a task reads it, because the task holds the lock on the partition.
 */
final class StoredRows implements AutoCloseable, KnownSizeEstimation {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong OPEN = new AtomicLong();

    /** What Spark is told about the size on the heap. It decides by that whether the heap has room for the object. */
    private static final long HEAP_BYTES = 1024;

    private final BlockRange range;
    private final Cleaner.Cleanable memory;
    private final MemorySegment segment;

    /** Null until the memory is filled, and for ever if the input is bad. */
    private Examples examples;

    private String problem;

    /**
     * Allocates the memory of a partition.
     *
     * @param range its place in the whole set
     * @param bytes how many bytes
     * @throws IllegalStateException if there is not so much
     */
    StoredRows(BlockRange range, long bytes) {
        this.range = range;
        Arena arena = Arena.ofShared();
        memory = CLEANER.register(this, new Closing(arena));
        segment = allocate(arena, bytes);
    }

    /** Spark would end an executor for an error of memory, and the job without a word about it. */
    private MemorySegment allocate(Arena arena, long bytes) {
        try {
            return arena.allocate(Math.max(1, bytes), Long.BYTES * 8L);
        } catch (OutOfMemoryError e) {
            close();
            throw new IllegalStateException("The " + range.rows() + " examples from row " + range.firstRow() + " need "
                    + bytes + " bytes off the heap, which this executor does not have: give it more by"
                    + " -XX:MaxDirectMemorySize in spark.executor.extraJavaOptions, or use more executors.");
        }
    }

    /** Frees the memory. It must not refer to the object, which would then never be collected. */
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

    /** Says what the memory holds when it is filled. */
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

    /** {@return a sentence that says what is wrong with the input; null if nothing is} */
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
