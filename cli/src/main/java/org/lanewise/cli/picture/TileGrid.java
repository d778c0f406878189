package org.lanewise.cli.picture;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.cifar.CifarImage;

/** Small images in rows, each row with a name, under a title. */
public final class TileGrid {

    private static final int MARGIN = 12;
    private static final int GAP = 2;

    private final String title;
    private final int columns;
    private final int side;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, List<BufferedImage> tiles) {}

    /**
     * A grid without rows.
     *
     * @param title what it shows
     * @param columns images of a row at most
     * @param zoom pixels that a pixel becomes in each direction
     */
    public TileGrid(String title, int columns, int zoom) {
        this.title = title;
        this.columns = columns;
        this.side = CifarImage.SIDE * zoom;
    }

    /**
     * Adds a row.
     *
     * @param name what its images have in common
     * @param tiles images of 32 x 32 pixels, at most {@code columns}
     */
    public void row(String name, List<BufferedImage> tiles) {
        rows.add(new Row(name, tiles));
    }

    /** {@return the picture} */
    public BufferedImage draw() {
        Graphics2D ruler = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics names = ruler.getFontMetrics(Style.LABEL);
        int left = MARGIN + 8 + widest(names);
        int top = MARGIN + 10 + ruler.getFontMetrics(Style.TITLE).getHeight();
        int width = Math.max(
                left + columns * (side + GAP),
                MARGIN + ruler.getFontMetrics(Style.TITLE).stringWidth(title));
        ruler.dispose();
        BufferedImage picture = new BufferedImage(
                width + MARGIN, top + rows.size() * (side + GAP) + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Style.prepare(picture.createGraphics());
        graphics.setColor(Style.PAPER);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.setColor(Style.INK);
        graphics.setFont(Style.TITLE);
        graphics.drawString(title, MARGIN, top - 12);
        graphics.setFont(Style.LABEL);
        for (int r = 0; r < rows.size(); r++) {
            draw(graphics, rows.get(r), left, top + r * (side + GAP), names.getAscent());
        }
        graphics.dispose();
        return picture;
    }

    private int widest(FontMetrics names) {
        return rows.stream().mapToInt(row -> names.stringWidth(row.name)).max().orElse(0);
    }

    private void draw(Graphics2D graphics, Row row, int left, int top, int ascent) {
        graphics.drawString(row.name, MARGIN, top + (side + ascent) / 2);
        // Pixels stay square: what the classifier sees is to be seen.
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        int x = left;
        for (BufferedImage tile : row.tiles) {
            graphics.drawImage(tile, x, top, side, side, null);
            x += side + GAP;
        }
    }
}
