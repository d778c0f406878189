package org.lanewise.cli.picture;

import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/** Shares of a whole, or other numbers, as horizontal bars with their names. */
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
    public static BufferedImage ofShares(String title, String label, List<String> names, double[] shares) {
        return draw(title, label, names, shares, "0 %", 1);
    }

    /**
     * Draws numbers from 0 on.
     *
     * @param title what they are of
     * @param label what a bar's length is, with its unit
     * @param names the bars' names, from the top
     * @param numbers at least 0 each
     * @return the picture
     */
    public static BufferedImage ofNumbers(String title, String label, List<String> names, double[] numbers) {
        double most = Arrays.stream(numbers).max().orElse(0);
        return draw(title, label, names, numbers, "0.##", most > 0 ? most : 1);
    }

    private static BufferedImage draw(
            String title, String label, List<String> names, double[] numbers, String format, double most) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < numbers.length; i++) {
            data.addValue(numbers[i], "", names.get(i));
        }
        CategoryAxis categories = new CategoryAxis();
        categories.setTickLabelFont(Style.TICK);
        categories.setMaximumCategoryLabelWidthRatio(0.5f);
        DecimalFormat written = new DecimalFormat(format, DecimalFormatSymbols.getInstance(Locale.ROOT));
        ValueAxis values = Charts.of(Axis.linear(label));
        ((NumberAxis) values).setNumberFormatOverride(written);
        // Room for the number behind the longest bar.
        values.setRange(0, 1.25 * most);
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setSeriesPaint(0, Style.LINES.getFirst());
        bars.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", written));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(Style.TICK);
        bars.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        CategoryPlot plot = new CategoryPlot(data, categories, values, bars);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.setRangeGridlinePaint(Style.GRID);
        return Charts.draw(Charts.chart(plot, title), WIDTH, REST + BAR * numbers.length);
    }
}
