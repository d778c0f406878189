package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The ceiling of everything that reads images: one thread reads a mapped file from its first byte to its last in the
 * widest vectors and adds them up. The file is {@value #MEBIBYTES} MiB and lies in the page cache, as the training set
 * does; where the last-level cache is larger than that, and not taken by other machines on the same processor, the
 * figure is that cache's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MemoryBenchmark {

    /** Size of the file: more than the 154 MB of the training set. */
    public static final int MEBIBYTES = 256;

    /** Bytes that one operation reads. */
    public static final long BYTES = (long) MEBIBYTES << 20;

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private MemorySegment file;

    /** For JMH. */
    public MemoryBenchmark() {}

    /**
     * Writes the file, maps it, checks the sum and warms up.
     *
     * @throws IOException if there is no room for it
     */
    @Setup
    public void setUp() throws IOException {
        Path path = Files.createTempFile("lanewise-bench-", ".memory");
        long expected;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            file = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, Arena.ofAuto());
            expected = fill(file);
        } finally {
            remove(path);
        }
        if (read() != expected) {
            throw new IllegalStateException("wrong answer: the sum of the file is not what was written");
        }
        SteadyState.reach(this::read);
    }

    /** Returns the sum of what it writes. */
    private static long fill(MemorySegment file) {
        SplittableRandom random = new SplittableRandom(1);
        long sum = 0;
        for (long offset = 0; offset < BYTES; offset += Long.BYTES) {
            long value = random.nextLong();
            file.set(ValueLayout.JAVA_LONG, offset, value);
            sum += value;
        }
        return sum;
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException locked) {
            file.toFile().deleteOnExit(); // Windows keeps what is mapped
        }
    }

    /**
     * Reads all of it, in four independent sums.
     *
     * @return the sum
     */
    @Benchmark
    public long read() {
        MemorySegment memory = file;
        long width = SPECIES.vectorByteSize();
        LongVector sum1 = LongVector.zero(SPECIES);
        LongVector sum2 = LongVector.zero(SPECIES);
        LongVector sum3 = LongVector.zero(SPECIES);
        LongVector sum4 = LongVector.zero(SPECIES);
        for (long offset = 0; offset < BYTES; offset += 4 * width) {
            sum1 = sum1.add(LongVector.fromMemorySegment(SPECIES, memory, offset, ORDER));
            sum2 = sum2.add(LongVector.fromMemorySegment(SPECIES, memory, offset + width, ORDER));
            sum3 = sum3.add(LongVector.fromMemorySegment(SPECIES, memory, offset + 2 * width, ORDER));
            sum4 = sum4.add(LongVector.fromMemorySegment(SPECIES, memory, offset + 3 * width, ORDER));
        }
        return sum1.add(sum2).add(sum3.add(sum4)).reduceLanes(VectorOperators.ADD);
    }
}
