package org.lanewise.cli.picture;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small images in rows under a title; rows may have names and images captions. */
public final class TileGrid {

    private static final int MARGIN = 12;
    private static final int GAP = 2;

    private final String title;
    private final int columns;
    private final int zoom;
    private final List<Row> rows = new ArrayList<>();

    /**
     * An image of a grid.
     *
     * @param picture its pixels; all of a grid have the same size
     * @param caption what stands below it; empty for none
     */
    public record Tile(BufferedImage picture, String caption) {}

    private record Row(String name, List<Tile> tiles) {}

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
        this.zoom = zoom;
    }

    /**
     * Adds a row.
     *
     * @param name what its images have in common; may be empty
     * @param tiles at most as many as there are columns
     */
    public void row(String name, List<Tile> tiles) {
        rows.add(new Row(name, tiles));
    }

    /** {@return the picture} */
    public Drawing draw() {
        FontMetrics titles = metrics(Style.TITLE);
        FontMetrics names = metrics(Style.LABEL);
        int widest =
                rows.stream().mapToInt(row -> names.stringWidth(row.name)).max().orElse(0);
        int left = MARGIN + (widest == 0 ? 0 : widest + 8);
        int top = MARGIN + 10 + titles.getHeight();
        int step = height() + GAP + (hasCaptions() ? names.getHeight() + 4 : 0);
        int width = Math.max(left + columns * (width() + GAP), MARGIN + titles.stringWidth(title)) + MARGIN;
        return new Drawing(width, top + rows.size() * step + MARGIN, graphics -> {
            Style.prepare(graphics);
            graphics.setColor(Style.INK);
            graphics.setFont(Style.TITLE);
            graphics.drawString(title, MARGIN, top - 12);
            graphics.setFont(Style.LABEL);
            Drawing.squarePixels(graphics);
            for (int r = 0; r < rows.size(); r++) {
                draw(graphics, rows.get(r), left, top + r * step);
            }
        });
    }

    private static FontMetrics metrics(Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = graphics.getFontMetrics(font);
        graphics.dispose();
        return metrics;
    }

    private int height() {
        return zoom * pictures().mapToInt(BufferedImage::getHeight).max().orElse(0);
    }

    private int width() {
        return zoom * pictures().mapToInt(BufferedImage::getWidth).max().orElse(0);
    }

    private Stream<BufferedImage> pictures() {
        return rows.stream().flatMap(row -> row.tiles.stream()).map(Tile::picture);
    }

    private boolean hasCaptions() {
        return rows.stream().flatMap(row -> row.tiles.stream()).anyMatch(tile -> !tile.caption.isEmpty());
    }

    private void draw(Graphics2D graphics, Row row, int left, int top) {
        int ascent = graphics.getFontMetrics().getAscent();
        int height = height();
        int width = width();
        write(graphics, row.name, MARGIN, top + (height + ascent) / 2);
        int x = left;
        for (Tile tile : row.tiles) {
            graphics.drawImage(tile.picture, x, top, width, height, null);
            write(graphics, tile.caption, x, top + height + ascent + 2);
            x += width + GAP;
        }
    }

    /** Leaves no empty text in a file. */
    private static void write(Graphics2D graphics, String text, int x, int y) {
        if (!text.isEmpty()) {
            graphics.drawString(text, x, y);
        }
    }
}
