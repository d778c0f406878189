package org.lanewise.cli.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    @TempDir
    Path folder;

    /** A JPEG of 64 x 64 pixels, the quarter at the top left white, whose camera was held in some way. */
    private Path photo(int orientation, ByteOrder order) throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        int[] white = new int[32 * 32];
        Arrays.fill(white, 0xFFFFFF);
        picture.setRGB(0, 0, 32, 32, white, 0, 32);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", jpeg);
        byte[] plain = jpeg.toByteArray();
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        exif.order(order).putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(plain, 0, 2);
        all.write(exif.array());
        all.write(plain, 2, plain.length - 2);
        return Files.write(folder.resolve("photo.jpg"), all.toByteArray());
    }

    /** Where the white quarter should be seen. The Exif standard says which row and column of the scene come first. */
    @ParameterizedTest
    @CsvSource({"1, 4, 4", "2, 28, 4", "3, 28, 28", "4, 4, 28", "5, 4, 4", "6, 28, 4", "7, 28, 28", "8, 4, 28"})
    void aPhotoIsTurned(int orientation, int x, int y) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int[] pixels = PictureFile.read(photo(orientation, order));
            for (int at : new int[] {4 * 32 + 4, 4 * 32 + 28, 28 * 32 + 4, 28 * 32 + 28}) {
                boolean isWhite = (pixels[at] & 0xFF) > 128;
                assertEquals(at == y * 32 + x, isWhite, "pixel " + at + " of " + orientation + ", " + order);
            }
        }
    }

    /** Rows 0 1 and 2 3, as a camera stores them. */
    @ParameterizedTest
    @CsvSource({"5, 0 2 1 3", "6, 2 0 3 1", "7, 3 1 2 0", "8, 1 3 0 2"})
    void rowsAndColumnsAreExchanged(int orientation, String seen) {
        int[] expected =
                Arrays.stream(seen.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertArrayEquals(expected, Orientation.upright(new int[] {0, 1, 2, 3}, 2, orientation));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1})
    void whatTheStandardDoesNotKnowIsUpright(int orientation) throws IOException {
        assertEquals(1, Orientation.of(photo(orientation, ByteOrder.BIG_ENDIAN)));
    }

    @Test
    void damagedFilesAreUpright() throws IOException {
        byte[] whole = Files.readAllBytes(photo(6, ByteOrder.BIG_ENDIAN));
        assertEquals(6, Orientation.of(folder.resolve("photo.jpg")));
        for (int length = 0; length < 38; length++) {
            Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, length));
            assertEquals(1, Orientation.of(cut), "of " + length + " bytes");
        }
        byte[] elsewhere = whole.clone();
        ByteBuffer.wrap(elsewhere).putInt(2 + 10 + 4, Integer.MAX_VALUE);
        assertEquals(1, Orientation.of(Files.write(folder.resolve("elsewhere.jpg"), elsewhere)));
    }
}
