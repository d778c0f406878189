package org.lanewise.cli.picture;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A drawing as SVG 1.1: shapes, texts that can be searched, images as PNGs within it. The same drawing is the same text. */
final class Svg {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** What no XML 1.0 can hold, however it is written; names from outside may. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private Svg() {}

    static String of(Drawing drawing, int scale) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setImageHandler(new Images());
        SVGGraphics2D graphics = new Canvas(context);
        graphics.setSVGCanvasSize(new Dimension(scale * drawing.width(), scale * drawing.height()));
        drawing.paint(graphics);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + drawing.width() + " " + drawing.height());
        StringWriter written = new StringWriter();
        try {
            graphics.stream(root, written);
        } catch (SVGGraphics2DIOException e) {
            throw new AssertionError("Memory has no errors.", e);
        }
        // Without Batik's reference to a DTD, which readers of XML would fetch from the network.
        String text = written.toString();
        String image = text.substring(text.indexOf("<svg"));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + NO_XML.matcher(image).replaceAll("\uFFFD");
    }

    /** Texts that are as long as they were where they were measured, in whatever font they are shown. */
    private static final class Canvas extends SVGGraphics2D {

        /** Letters of almost the same sizes on Linux, Windows and macOS. */
        private static final String FAMILY = "font-family:'DejaVu Sans',Verdana,sans-serif";

        Canvas(SVGGeneratorContext context) {
            super(context, false);
        }

        private Canvas(Canvas other) {
            super(other);
        }

        @Override
        public Graphics create() {
            return new Canvas(this);
        }

        @Override
        public void drawString(String text, float x, float y) {
            Element element = getDOMFactory().createElementNS(NAMESPACE, "text");
            element.setAttributeNS(null, "x", generatorCtx.doubleString(x));
            element.setAttributeNS(null, "y", generatorCtx.doubleString(y));
            double length = getFontMetrics().stringWidth(text);
            element.setAttributeNS(null, "textLength", generatorCtx.doubleString(length));
            element.setAttributeNS(null, "lengthAdjust", "spacingAndGlyphs");
            element.setAttributeNS(null, "style", FAMILY);
            element.appendChild(getDOMFactory().createTextNode(text));
            domGroupManager.addElement(element, DOMGroupManager.FILL);
        }
    }

    /** Images as PNGs by the JDK, within the text: Batik's own are written by another library of it. */
    private static final class Images extends DefaultImageHandler {

        @Override
        protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            try {
                ImageIO.write(image, "png", png);
            } catch (IOException e) {
                throw new AssertionError("Memory has no errors.", e);
            }
            String data = Base64.getEncoder().encodeToString(png.toByteArray());
            // Browsers smooth what Batik says of pixels that stay square.
            element.setAttributeNS(null, "style", "image-rendering:pixelated");
            element.setAttributeNS(
                    DefaultImageHandler.XLINK_NAMESPACE_URI, "xlink:href", "data:image/png;base64," + data);
        }

        @Override
        protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
            handleHREF((RenderedImage) image, element, context);
        }
    }

    private static Document document() {
        try {
            DOMImplementation documents =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
            return documents.createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new AssertionError("The JDK has a parser that is as it is by default.", e);
        }
    }
}
