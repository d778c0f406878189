package org.lanewise.cli.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.JFreeChart;

/**
 * What is drawn, on pixels or as shapes.
 *
 * @param width of the paper, in units that are pixels unless it is scaled
 * @param height of the paper
 * @param painter draws it on white paper
 */
public record Drawing(int width, int height, Painter painter) {

    private static final int MARGIN = 32;

    /** Draws something, with its top left at the origin. */
    @FunctionalInterface
    public interface Painter {

        /**
         * Draws it.
         *
         * @param graphics what to draw with; the painter may change its colour and font, but neither transform nor clip
         */
        void paint(Graphics2D graphics);
    }

    static Drawing of(JFreeChart chart, int width, int height) {
        return new Drawing(
                width, height, graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height)));
    }

    /**
     * A small image to the left of a chart, as high as the chart but for a margin, its pixels square.
     *
     * @param image the image
     * @param chart the chart
     * @return both
     */
    public static Drawing beside(BufferedImage image, Drawing chart) {
        int zoom = Math.max(1, (chart.height - MARGIN) / image.getHeight());
        int height = Math.min(zoom * image.getHeight(), chart.height);
        int width = Math.min(zoom * image.getWidth(), chart.width);
        int margin = (chart.height - height) / 2;
        int left = 2 * margin + width;
        return new Drawing(left + chart.width, chart.height, graphics -> {
            squarePixels(graphics);
            graphics.drawImage(image, margin, margin, width, height, null);
            chart.paintAt(left, 0, graphics);
        });
    }

    /**
     * Drawings one below the other.
     *
     * @param drawings the drawings
     * @return all of them
     */
    public static Drawing stack(List<Drawing> drawings) {
        int width = drawings.stream().mapToInt(Drawing::width).max().orElse(1);
        int height = drawings.stream().mapToInt(Drawing::height).sum();
        return new Drawing(width, Math.max(1, height), graphics -> {
            int y = 0;
            for (Drawing drawing : drawings) {
                drawing.paintAt(0, y, graphics);
                y += drawing.height;
            }
        });
    }

    private void paintAt(int x, int y, Graphics2D graphics) {
        Graphics2D here = (Graphics2D) graphics.create();
        here.translate(x, y);
        painter.paint(here);
        here.dispose();
    }

    /** What a classifier sees is to be seen. */
    static void squarePixels(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    }

    /** Draws it on white paper. */
    void paint(Graphics2D graphics) {
        graphics.setColor(Style.PAPER);
        graphics.fillRect(0, 0, width, height);
        painter.paint(graphics);
    }
}
