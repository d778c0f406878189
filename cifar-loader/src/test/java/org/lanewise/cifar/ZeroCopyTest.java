package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatches;
import org.lanewise.testing.Allocation;

class ZeroCopyTest {

    private static final int IMAGES = 6000;

    /** Names, paths, the channel: tens of kilobytes, while the set has 18 MB. */
    private static final long OPENING_BYTES = 200_000;

    @TempDir
    Path directory;

    @Test
    void openingAllocatesNothingInProportionToTheSet() throws Exception {
        SyntheticCifar.write(directory, IMAGES, 0, 3);
        openAndClose();
        long bytes = Allocation.bytes(this::openAndClose);
        System.out.println("Opening " + IMAGES + " images allocated " + bytes + " bytes on the heap.");
        assertTrue(bytes < OPENING_BYTES, "allocated " + bytes);
    }

    private void openAndClose() throws Exception {
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            assertTrue(cifar.train().size() == IMAGES);
            assertTrue(cifar.train().features().segment(0).isMapped());
            assertTrue(cifar.train().features().segment(0).isReadOnly());
        }
    }

    @Test
    void minibatchesAllocateNothingPerImage() throws Exception {
        SyntheticCifar.write(directory, IMAGES, 0, 3);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            Examples.Split split = cifar.train().split(IMAGES / 4, 1);
            Minibatches batches = new Minibatches(split.training(), 16);
            for (int epoch = 0; epoch < 5; epoch++) {
                epoch(batches, epoch);
            }
            long bytes = Allocation.bytes(() -> epoch(batches, 9));
            System.out.println("An epoch of " + split.training().size() + " images allocated " + bytes + " bytes.");
            assertTrue(bytes < 2_000, "allocated " + bytes);
        }
    }

    private static void epoch(Minibatches batches, int epoch) {
        batches.shuffle(1, epoch);
        long sum = 0;
        while (batches.next()) {
            Features images = batches.features();
            for (int row = 0; row < images.rows(); row++) {
                sum += (int) images.get(row, row) + batches.labels()[row];
            }
        }
        assertTrue(sum > 0);
    }
}
