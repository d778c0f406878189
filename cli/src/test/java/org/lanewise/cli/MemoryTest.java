package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;

/** The images stay in the mapped files: 154 MB of them are learned from with the script's heap of 128 MB. */
@Tag("child-vm")
class MemoryTest {

    @TempDir
    Path folder;

    @Test
    void theHeapNeedNotHoldTheImages() throws Exception {
        Path set = SyntheticCifar.write(folder.resolve("set"), SyntheticCifar.MAX_TRAIN_RECORDS, 100, 1);
        for (String optimizer : new String[] {"sgd", "lbfgs"}) {
            String length = optimizer.equals("lbfgs") ? "--iterations" : "--epochs";
            try (ChildVm child = new ChildVm(
                    "train",
                    "--data",
                    set,
                    "--optimizer",
                    optimizer,
                    length,
                    1,
                    "--save",
                    folder.resolve("model.npz"))) {
                ChildVm.Result result = child.await();
                assertEquals(0, result.code(), result.output());
                assertTrue(result.output().contains("Synthetic test set: accuracy"), result.output());
            }
        }
    }
}
