package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.PixelMatrix;

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
            PixelMatrix images = cifar.train().images();
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
            PixelMatrix mnist = PixelMatrix.of(cifar.train().images().segment(0), 0, 1, 784, 784);
            String message = assertThrows(IllegalArgumentException.class, () -> CifarImage.rgb(mnist, 0))
                    .getMessage();
            assertTrue(message.contains("3072") && message.contains("784"), message);
        }
    }
}
