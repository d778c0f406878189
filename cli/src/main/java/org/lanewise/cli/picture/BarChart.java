package org.lanewise.cli.picture;

import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Shares of a whole as horizontal bars with their names. */
public final class BarChart {

    private static final int WIDTH = 440;
    private static final int BAR = 24;
    private static final int REST = 90;

    private BarChart() {}

    /**
     * Draws shares.
     *
     * @param title what they are of
     * @param label what a bar's length is
     * @param names the bars' names, from the top
     * @param shares 0 to 1 each
     * @return the picture
     */
    public static BufferedImage draw(String title, String label, List<String> names, double[] shares) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < shares.length; i++) {
            data.addValue(shares[i], "", names.get(i));
        }
        CategoryAxis categories = new CategoryAxis();
        categories.setTickLabelFont(Style.TICK);
        categories.setMaximumCategoryLabelWidthRatio(0.5f);
        DecimalFormat percent = new DecimalFormat("0 %", DecimalFormatSymbols.getInstance(Locale.ROOT));
        ValueAxis values = Charts.of(Axis.linear(label));
        ((NumberAxis) values).setNumberFormatOverride(percent);
        values.setRange(0, 1.12);
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setSeriesPaint(0, Style.LINES.getFirst());
        bars.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", percent));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(Style.TICK);
        CategoryPlot plot = new CategoryPlot(data, categories, values, bars);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeGridlinePaint(Style.GRID);
        return Charts.draw(Charts.chart(plot, title), WIDTH, REST + BAR * shares.length);
    }
}
