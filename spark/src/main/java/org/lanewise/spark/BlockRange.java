package org.lanewise.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partitioner;
import org.lanewise.core.model.BlockSum;

/**
 * The place of a partition's examples in the whole set. A partition has whole blocks; only the last block of the set may be shorter.
 *
 * @param firstBlock the number of its first block
 * @param rows how many examples
 */
record BlockRange(long firstBlock, int rows) implements Serializable {

    /** The number of its first example in the whole set. */
    long firstRow() {
        return firstBlock * BlockSum.EXAMPLES;
    }

    /** How many blocks a set has. */
    static long blocks(long rows) {
        return Math.ceilDiv(rows, BlockSum.EXAMPLES);
    }

    /** Divides a set into parts of nearly equal numbers of blocks. If there are fewer blocks than parts, each block is a part. */
    static List<BlockRange> divide(long rows, int partitions) {
        long blocks = blocks(rows);
        int parts = (int) Math.min(Math.max(1, partitions), blocks);
        List<BlockRange> ranges = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            long from = blocks * part / parts;
            long to = Math.min(rows, blocks * (part + 1) / parts * BlockSum.EXAMPLES);
            ranges.add(new BlockRange(from, Math.toIntExact(to - from * BlockSum.EXAMPLES)));
        }
        return ranges;
    }

    /** Finds the partition of an example by its number in the whole set. */
    static final class Blocks extends Partitioner {

        private static final long serialVersionUID = 1L;

        private final long blocks;
        private final int parts;

        Blocks(long rows, int parts) {
            blocks = blocks(rows);
            this.parts = parts;
        }

        @Override
        public int numPartitions() {
            return parts;
        }

        @Override
        public int getPartition(Object row) {
            long block = (Long) row / BlockSum.EXAMPLES;
            return (int) (((block + 1) * parts - 1) / blocks);
        }
    }
}
