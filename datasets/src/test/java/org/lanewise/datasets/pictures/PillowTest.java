package org.lanewise.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another reader sees in the pictures that it wrote: Pillow, where Python has it (Debian's python3-pil). */
class PillowTest {

    @TempDir
    Path folder;

    private int python(String... arguments) throws IOException, InterruptedException {
        return new ProcessBuilder(Stream.concat(Stream.of("/usr/bin/python3"), Stream.of(arguments))
                        .toList())
                .inheritIO()
                .start()
                .waitFor();
    }

    private boolean hasPillow() throws InterruptedException {
        try {
            return python("-c", "import importlib.util as i, sys; sys.exit(i.find_spec('PIL') is None)") == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    @Test
    void pixelsAreWhatPillowSees() throws IOException, InterruptedException {
        assumeTrue(hasPillow(), "Pillow is not there: apt-get install python3-pil");
        Path script = Files.createTempFile("lanewise-pillow", ".py");
        try (InputStream in = PillowTest.class.getResourceAsStream("pillow.py")) {
            Files.write(script, in.readAllBytes());
            assertEquals(0, python(script.toString(), folder.toString()));
        } finally {
            Files.delete(script);
        }
        List<Path> seen;
        try (Stream<Path> files = Files.list(folder)) {
            seen = files.filter(file -> file.toString().endsWith(".rgb")).toList();
        }
        assertTrue(seen.size() > 70, seen.size() + " pictures");
        for (Path rgb : seen) {
            byte[] expected = Files.readAllBytes(rgb);
            Path picture = Path.of(rgb.toString().replaceFirst("\\.rgb$", ""));
            int[] pixels = PictureFile.read(picture);
            for (int i = 0; i < pixels.length; i++) {
                int at = 3 * i;
                int pillow = (expected[at] & 0xFF) << 16 | (expected[at + 1] & 0xFF) << 8 | expected[at + 2] & 0xFF;
                String place = picture.getFileName() + ", pixel " + i;
                assertEquals(String.format("%06x", pillow), String.format("%06x", pixels[i]), place);
            }
        }
    }
}
