package org.lanewise.cli.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cli.InputException;
import org.lanewise.cli.picture.TileGrid.Tile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class PictureFileTest {

    /** Markup, letters of two UTF-16 characters, and what XML has no place for. */
    private static final String NAME = "a<b>&\"' \uD83D\uDC38 \u0001\uD800\u001B";

    private static final String SHOWN = "a<b>&\"' \uD83D\uDC38 \uFFFD\uFFFD\uFFFD";

    @TempDir
    Path folder;

    private static BufferedImage noise(int width, int height) {
        SplittableRandom random = new SplittableRandom(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, random.ints((long) width * height).toArray(), 0, width);
        return image;
    }

    private static Drawing grid(BufferedImage image) {
        TileGrid grid = new TileGrid("Title", 2, 3);
        grid.row(NAME, List.of(new Tile(image, ""), new Tile(image, "caption")));
        return grid.draw();
    }

    private static Drawing chart() {
        return new LineChart("Title", Axis.count("epoch"), Axis.percent("accuracy"), true)
                .line(NAME, new double[] {1, 2, 3}, new double[] {30, 35, 37.5})
                .line("other", new double[] {1, 2, 3}, new double[] {30, 32, Double.NaN})
                .draw();
    }

    private Path written(String name, Drawing drawing, int scale) throws IOException {
        Path file = folder.resolve(name);
        PictureFile.write(file, drawing, scale);
        return file;
    }

    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        // A file that names another one is refused.
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return parsers.newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Document document, String name) {
        NodeList all = document.getElementsByTagName(name);
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .toList();
    }

    private static List<String> texts(Document document) {
        return elements(document, "text").stream().map(Node::getTextContent).toList();
    }

    @Test
    void textsOfAnSvgAreTexts() throws Exception {
        Document chart = parsed(written("x.svg", chart(), 1));
        assertTrue(
                texts(chart).containsAll(List.of("Title", "epoch", "accuracy (%)", "other", SHOWN)),
                () -> texts(chart).toString());
        assertTrue(elements(chart, "image").isEmpty());
        Document grid = parsed(written("X.SVG", grid(noise(4, 5)), 1));
        assertEquals(List.of("Title", SHOWN, "caption"), texts(grid));
    }

    @Test
    void imagesOfAnSvgKeepTheirPixels() throws Exception {
        BufferedImage image = noise(7, 5);
        List<Element> images = elements(parsed(written("x.svg", grid(image), 2)), "image");
        assertEquals(2, images.size());
        for (Element one : images) {
            String data = one.getAttribute("xlink:href").replaceFirst("^data:image/png;base64,", "");
            BufferedImage read =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
            assertArrayEquals(image.getRGB(0, 0, 7, 5, null, 0, 7), read.getRGB(0, 0, 7, 5, null, 0, 7));
            assertEquals("21", one.getAttribute("width"));
            assertEquals("15", one.getAttribute("height"));
            assertEquals("image-rendering:pixelated", one.getAttribute("style"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.svg", "x.png"})
    void theSameDrawingIsTheSameFile(String name) throws IOException {
        byte[] first = Files.readAllBytes(written(name, Drawing.stack(List.of(chart(), grid(noise(3, 3)))), 2));
        assertArrayEquals(
                first, Files.readAllBytes(written(name, Drawing.stack(List.of(chart(), grid(noise(3, 3)))), 2)));
    }

    @Test
    void aScaledPictureIsSoManyTimesAsLarge() throws Exception {
        Drawing drawing = Drawing.beside(noise(4, 4), chart());
        BufferedImage once = ImageIO.read(written("x.png", drawing, 1).toFile());
        BufferedImage thrice = ImageIO.read(written("x3.png", drawing, 3).toFile());
        assertEquals(drawing.width(), once.getWidth());
        assertEquals(3 * once.getWidth(), thrice.getWidth());
        assertEquals(3 * once.getHeight(), thrice.getHeight());
        for (int i = 0; i < 400; i++) {
            assertEquals(once.getRGB(40 + i / 2, 30 + i), thrice.getRGB(121 + 3 * (i / 2), 91 + 3 * i), "pixel " + i);
        }
        Element svg = parsed(written("x.svg", drawing, 3)).getDocumentElement();
        assertEquals(Integer.toString(3 * drawing.width()), svg.getAttribute("width"));
        assertEquals("0 0 " + drawing.width() + " " + drawing.height(), svg.getAttribute("viewBox"));
    }

    @Test
    void tooManyPixelsAreRefused() throws IOException {
        Drawing large = new Drawing(50_000, 50_000, graphics -> {});
        Path file = folder.resolve("x.png");
        String told = assertThrows(InputException.class, () -> PictureFile.write(file, large, 1))
                .getMessage();
        assertTrue(told.contains("50000 x 50000 pixels"), told);
        assertFalse(Files.exists(file));
        assertTrue(Files.size(written("x.svg", large, 8)) > 0);
    }
}
