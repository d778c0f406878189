package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cifar.SyntheticCifar;

class DataInfoTest {

    @TempDir
    Path folder;

    @Test
    void countsAndVerifiesAndDraws() throws IOException {
        Path set = SyntheticCifar.write(folder.resolve("set"), 300, 100, 1);
        Path sheet = folder.resolve("new/sheet.png");
        Cli run = Cli.run("data", "info", "--data", set, "--plot", sheet, "--columns", 3, "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("synthetic_9"), run.err());
        try (CifarDataset cifar = CifarDataset.open(set)) {
            int first = 0;
            for (int i = 0; i < 300; i++) {
                first += cifar.train().label(i) == 0 ? 1 : 0;
            }
            assertTrue(run.out().contains("\"trainPerClass\": [" + first + ", "), run.out());
            assertTrue(run.out().contains("\"official\": \"differs\""), run.out());
            assertFalse(run.err().contains("official"), "a made-up set is not meant to be: " + run.err());
            assertHolds(ImageIO.read(sheet.toFile()), firstOfClass(cifar, 9));
        }
    }

    private static int[] firstOfClass(CifarDataset cifar, int label) {
        int i = 0;
        while (cifar.train().label(i) != label) {
            i++;
        }
        return CifarImage.rgb(cifar.train().features(), i);
    }

    /** Somewhere in the picture are exactly these 32 x 32 pixels. */
    private static void assertHolds(BufferedImage picture, int[] rgb) {
        for (int y = 0; y + 32 <= picture.getHeight(); y++) {
            for (int x = 0; x + 32 <= picture.getWidth(); x++) {
                int[] tile = picture.getRGB(x, y, 32, 32, null, 0, 32);
                for (int i = 0; i < tile.length; i++) {
                    tile[i] &= 0xFFFFFF;
                }
                if (Arrays.equals(tile, rgb)) {
                    return;
                }
            }
        }
        throw new AssertionError("The image is not on the sheet.");
    }
}
