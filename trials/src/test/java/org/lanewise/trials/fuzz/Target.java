package org.lanewise.trials.fuzz;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/** A reader of files that is fed spoiled ones. */
interface Target {

    /** Bytes for each byte of an input; archives of arrays may unpack to a thousand times their size. */
    long BYTES_PER_BYTE = 64;

    /** A thousand times what a slow reader needs. */
    long NANOS_PER_BYTE = 20_000;

    /** Two seconds of the processor are more than any small input takes, also where Jazzer counts every branch. */
    Cost USUAL = new Cost(4 << 20, 1 << 20, 64 << 20, 2_000_000_000L);

    /** Good inputs to begin from. */
    List<byte[]> corpus() throws IOException;

    /** Bad inputs that a reader once took or failed at, read first in every run. */
    default List<byte[]> findings() throws IOException {
        return List.of();
    }

    /** The name under which the input lies in its directory. */
    String file();

    /**
     * Reads an input.
     *
     * @param directory holds the input and nothing else; so must it afterwards
     * @param memory for all that the reader takes off the heap
     */
    void read(Path directory, Arena memory) throws Exception;

    /** Whether an exception is one that the reader's documentation names. */
    boolean isDocumented(Throwable thrown);

    /** What reading may take whatever the input: buffers, classes, messages, and what other threads of the VM do meanwhile. */
    default Cost fixed() {
        return USUAL;
    }

    /** What reading an input may take. */
    default Cost limit(int inputBytes) {
        Cost fixed = fixed();
        long heap = fixed.heap() + BYTES_PER_BYTE * inputBytes;
        long offHeap = fixed.offHeap() + BYTES_PER_BYTE * inputBytes;
        return new Cost(heap, offHeap, fixed.resident() + heap + offHeap, fixed.nanos() + NANOS_PER_BYTE * inputBytes);
    }

    /** How often in every build. */
    int cases();
}
