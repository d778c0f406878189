package org.lanewise.cli.picture;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.DefaultXYDataset;

/** Lines over a common axis. */
public final class LineChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final float MARK = 6;

    /** Between two charts over one axis, and what these have together that one alone has too. */
    private static final double GAP = 14;

    private static final int SHARED = 140;

    private final String title;
    private final XYPlot plot;
    private final DefaultXYDataset lines = new DefaultXYDataset();
    private final XYLineAndShapeRenderer renderer;

    /**
     * A chart without lines.
     *
     * @param title what it shows
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param marked whether each point is marked
     */
    public LineChart(String title, Axis x, Axis y, boolean marked) {
        this.title = title;
        this.renderer = new XYLineAndShapeRenderer(true, marked);
        this.plot = Charts.withGrid(new XYPlot(lines, Charts.of(x), Charts.of(y), renderer));
    }

    /**
     * Adds a line.
     *
     * @param name what it is, for the legend
     * @param x where its points are
     * @param y their values; what is not finite is left out
     * @return this
     */
    public LineChart line(String name, double[] x, double[] y) {
        int series = lines.getSeriesCount();
        double[] finite = y.clone();
        for (int i = 0; i < finite.length; i++) {
            finite[i] = Double.isFinite(finite[i]) ? finite[i] : Double.NaN;
        }
        lines.addSeries(name, new double[][] {x, finite});
        renderer.setSeriesPaint(series, Style.LINES.get(series % Style.LINES.size()));
        renderer.setSeriesStroke(series, new BasicStroke(2.2f));
        renderer.setSeriesShape(series, new Ellipse2D.Float(-MARK / 2, -MARK / 2, MARK, MARK));
        return this;
    }

    /** {@return the picture, with a legend if there is more than one line} */
    public Drawing draw() {
        return Charts.draw(chart(), WIDTH, HEIGHT);
    }

    /**
     * Draws this chart above another over one horizontal axis, the other's lines named as this one's.
     *
     * @param below the other chart
     * @return both, under this one's title, with a legend
     */
    public Drawing drawAbove(LineChart below) {
        return Charts.draw(chartAbove(below), WIDTH, 2 * HEIGHT - SHARED);
    }

    JFreeChart chart() {
        return lines.getSeriesCount() > 1 ? withLegend(plot) : Charts.chart(plot, title);
    }

    JFreeChart chartAbove(LineChart below) {
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(plot.getDomainAxis());
        both.setGap(GAP);
        both.add(plot);
        both.add(below.plot);
        return withLegend(both);
    }

    private JFreeChart withLegend(Plot all) {
        JFreeChart chart = Charts.chart(all, title);
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(Style.LABEL);
        legend.setItemPaint(Style.INK);
        legend.setFrame(BlockBorder.NONE);
        chart.addLegend(legend);
        return chart;
    }
}
