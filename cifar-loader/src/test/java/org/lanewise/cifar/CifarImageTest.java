package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.Features;

class CifarImageTest {

    @TempDir
    Path directory;

    @Test
    void planesAreRedGreenBlueRowByRow() throws IOException {
        byte[] bytes = new byte[2 * 3073];
        int record = 3073 + 1;
        int pixel = 2 * 32 + 5; // third row, sixth column
        bytes[record + pixel] = (byte) 0xFE;
        bytes[record + 1024 + pixel] = (byte) 0x80;
        bytes[record + 2048 + pixel] = 0x03;
        bytes[record + 3071] = (byte) 0xFF;
        Path file = Files.write(directory.resolve("two.bin"), bytes);
        try (CifarDataset cifar = CifarDataset.openFiles(CifarFormat.CIFAR10, List.of(file), List.of())) {
            Features images = cifar.train().features();
            int[] rgb = CifarImage.rgb(images, 1);
            assertEquals(1024, rgb.length);
            assertEquals(0xFE8003, rgb[pixel]);
            assertEquals(0x0000FF, rgb[1023]);
            assertEquals(0, rgb[0]);
            assertThrows(IndexOutOfBoundsException.class, () -> CifarImage.rgb(images, 2));
        }
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        Path file = TinyFiles.cifar10(directory.resolve("one.bin"), 1);
        try (CifarDataset cifar = CifarDataset.openFiles(CifarFormat.CIFAR10, List.of(file), List.of())) {
            Features mnist = Features.ofBytes(cifar.train().features().segment(0), 0, 1, 784, 784);
            String message = assertThrows(IllegalArgumentException.class, () -> CifarImage.rgb(mnist, 0))
                    .getMessage();
            assertTrue(message.contains("3072") && message.contains("784"), message);
        }
    }

    @Test
    void pixelsBecomeImagesAndBack() {
        SplittableRandom random = new SplittableRandom(1);
        int[][] pictures = new int[3][];
        Arrays.setAll(pictures, i -> random.ints(1024, 0, 1 << 24).toArray());
        try (Arena arena = Arena.ofShared()) {
            Features images = CifarImage.of(arena, pictures);
            assertEquals(3, images.rows());
            assertEquals(pictures[1][5] >> 16, images.get(1, 5), "red");
            assertEquals(pictures[1][5] & 0xFF, images.get(1, 2 * 1024 + 5), "blue");
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(pictures[i], CifarImage.rgb(images, i));
            }
            assertEquals(0, CifarImage.of(arena).rows());
            String message = assertThrows(
                            IllegalArgumentException.class, () -> CifarImage.of(arena, pictures[0], new int[1023]))
                    .getMessage();
            assertTrue(message.contains("image 1 has 1023"), message);
        }
    }
}
