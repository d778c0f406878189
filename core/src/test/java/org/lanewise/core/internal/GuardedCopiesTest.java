package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bit from where it was to where it belongs, and none beside, by mapped files and other memory, at any offset and length. */
@Tag("any-kernels")
class GuardedCopiesTest {

    private static final int SIZE = 300;
    private static final int[] OFFSETS = {0, 1, 3, 8, 13};
    private static final int[] COUNTS = {0, 1, 2, 7, 8, 9, 16, 31};

    private final Arena arena = Arena.ofShared();
    private final byte[] bytes = new byte[SIZE];
    private MemorySegment mapped;
    private MemorySegment allocated;

    @TempDir
    Path directory;

    @BeforeEach
    void fill() throws IOException {
        try (FileChannel file = FileChannel.open(
                directory.resolve("file"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena);
        }
        allocated = arena.allocate(SIZE);
        new SplittableRandom(1).nextBytes(bytes); // NaN of every kind among the floats
        for (MemorySegment memory : new MemorySegment[] {mapped, allocated}) {
            memory.copyFrom(MemorySegment.ofArray(bytes));
        }
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private ByteBuffer expected(int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).position(offset);
    }

    @Test
    void reads() {
        for (int offset : OFFSETS) {
            for (int count : COUNTS) {
                reads(mapped, offset, count);
                reads(allocated, offset, count);
            }
        }
    }

    private void reads(MemorySegment from, int offset, int count) {
        byte[] read = new byte[count + 5];
        GuardedCopies.bytes(from, offset, read, 3, count);
        assertArrayEquals(Arrays.copyOfRange(bytes, offset, offset + count), Arrays.copyOfRange(read, 3, 3 + count));
        assertEquals(0, read[2] | read[count + 3]);
        ByteBuffer expected = expected(offset);
        float[] floats = new float[count + 2];
        int[] ints = new int[count + 1];
        long[] longs = new long[count + 1];
        GuardedCopies.floats(from, offset, floats, 1, count);
        short[] shorts = new short[count + 1];
        GuardedCopies.shorts(from, offset, shorts, count);
        GuardedCopies.ints(from, offset, ints, count);
        GuardedCopies.longs(from, ValueLayout.JAVA_LONG_UNALIGNED, offset, longs, count);
        for (int i = 0; i < count; i++) {
            int bits = expected.getInt(offset + 4 * i);
            assertEquals(bits, Float.floatToRawIntBits(floats[1 + i]));
            assertEquals(bits, ints[i]);
            assertEquals(expected.getShort(offset + 2 * i), shorts[i]);
            assertEquals(expected.getLong(offset + 8 * i), longs[i]);
        }
        assertEquals(0, floats[0] + floats[count + 1] + ints[count] + longs[count]);
    }

    /** What takes the place of bulk copies where HotSpot does not guard them. */
    @Test
    void theLoopsDoTheSame() {
        for (int offset : OFFSETS) {
            for (int count : COUNTS) {
                loops(offset, count);
            }
        }
    }

    private void loops(int offset, int count) {
        byte[] read = new byte[count + 5];
        OrdinaryCopies.bytes(mapped, offset, read, 3, count);
        assertArrayEquals(Arrays.copyOfRange(bytes, offset, offset + count), Arrays.copyOfRange(read, 3, 3 + count));
        assertEquals(0, read[2] | read[count + 3]);
        float[] floats = new float[count + 2];
        short[] shorts = new short[count + 1];
        int[] ints = new int[count + 1];
        long[] longs = new long[count + 1];
        OrdinaryCopies.floats(mapped, offset, floats, 1, count);
        OrdinaryCopies.shorts(mapped, offset, shorts, count);
        OrdinaryCopies.ints(mapped, offset, ints, count);
        OrdinaryCopies.longs(mapped, ValueLayout.JAVA_LONG_UNALIGNED, offset, longs, count);
        ByteBuffer expected = expected(offset);
        for (int i = 0; i < count; i++) {
            assertEquals(expected.getInt(offset + 4 * i), Float.floatToRawIntBits(floats[1 + i]));
            assertEquals(expected.getShort(offset + 2 * i), shorts[i]);
            assertEquals(expected.getInt(offset + 4 * i), ints[i]);
            assertEquals(expected.getLong(offset + 8 * i), longs[i]);
        }
        assertEquals(0, floats[0] + floats[count + 1] + shorts[count] + ints[count] + longs[count]);
        MemorySegment target = arena.allocate(SIZE);
        OrdinaryCopies.copy(mapped, offset, target, 2, count);
        assertEquals(-1, target.asSlice(2, count).mismatch(mapped.asSlice(offset, count)));
        assertEquals(0, target.get(ValueLayout.JAVA_BYTE, 1) | target.get(ValueLayout.JAVA_BYTE, 2 + count));
        OrdinaryCopies.write(floats, 1, target, 1, count);
        assertEquals(-1, target.asSlice(1, 4L * count).mismatch(mapped.asSlice(offset, 4L * count)));
    }

    @Test
    void writesAndCopies() {
        MemorySegment target = arena.allocate(SIZE);
        for (int offset : OFFSETS) {
            for (int count : COUNTS) {
                for (MemorySegment from : new MemorySegment[] {mapped, allocated}) {
                    target.fill((byte) 0);
                    GuardedCopies.copy(from, offset, target, 2, count);
                    assertEquals(-1, target.asSlice(2, count).mismatch(from.asSlice(offset, count)));
                    assertEquals(
                            0, target.get(ValueLayout.JAVA_BYTE, 1) | target.get(ValueLayout.JAVA_BYTE, 2 + count));
                }
                float[] floats = new float[count + 1];
                GuardedCopies.floats(allocated, offset, floats, 1, count);
                mapped.fill((byte) 0);
                GuardedCopies.write(floats, 1, mapped, offset, count);
                assertEquals(-1, mapped.asSlice(offset, 4L * count).mismatch(allocated.asSlice(offset, 4L * count)));
                assertEquals(0, mapped.get(ValueLayout.JAVA_BYTE, offset + 4L * count));
                mapped.copyFrom(allocated);
            }
        }
    }
}
