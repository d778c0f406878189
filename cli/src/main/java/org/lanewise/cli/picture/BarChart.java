package org.lanewise.cli.picture;

import java.awt.Paint;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
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

    /** For the number behind the longest bar. */
    private static final double ROOM = 1.25;

    /** From here on the number of a share is within its bar, for there is no room behind it. */
    private static final double LONG = 80;

    private BarChart() {}

    /**
     * Draws shares, on an axis from 0 to 100 %.
     *
     * @param title what they are of
     * @param label what a bar's length is
     * @param names the bars' names, from the top
     * @param shares 0 to 1 each
     * @return the picture
     */
    public static Drawing ofShares(String title, String label, List<String> names, double[] shares) {
        return draw(sharesChart(title, label, names, shares), shares.length);
    }

    static JFreeChart sharesChart(String title, String label, List<String> names, double[] shares) {
        double[] percentages = Arrays.stream(shares).map(share -> 100 * share).toArray();
        return chart(title, label + " (%)", names, percentages, new Scale("0", "0.0", 0, 100, LONG));
    }

    /**
     * Draws numbers from 0 on, to the right, or if they are negative to the left.
     *
     * @param title what they are of
     * @param label what a bar's length is, with its unit in parentheses
     * @param names the bars' names, from the top
     * @param numbers one each; those that are not finite have no bar
     * @return the picture
     */
    public static Drawing ofNumbers(String title, String label, List<String> names, double[] numbers) {
        double most = Math.max(0, finite(numbers).max().orElse(0));
        double least = Math.min(0, finite(numbers).min().orElse(0));
        double room = (ROOM - 1) * (most - least);
        double end = room > 0 ? most + room : 1;
        Scale scale = new Scale("0.##", "0.##", least < 0 ? least - room : 0, end, Double.POSITIVE_INFINITY);
        return draw(chart(title, label, names, numbers, scale), numbers.length);
    }

    private static DoubleStream finite(double[] numbers) {
        return Arrays.stream(numbers).filter(Double::isFinite);
    }

    /** How numbers are written along the axis and at the bars, where the axis begins and ends, and which bars are long. */
    private record Scale(String ticks, String numbers, double begin, double end, double longer) {}

    private static Drawing draw(JFreeChart chart, int bars) {
        return Charts.draw(chart, WIDTH, REST + BAR * bars);
    }

    private static JFreeChart chart(String title, String label, List<String> names, double[] numbers, Scale scale) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < numbers.length; i++) {
            data.addValue(Double.isFinite(numbers[i]) ? (Number) numbers[i] : null, "", names.get(i));
        }
        CategoryAxis categories = new CategoryAxis();
        categories.setTickLabelFont(Style.TICK);
        categories.setMaximumCategoryLabelWidthRatio(0.5f);
        ValueAxis values = Charts.of(Axis.linear(label));
        ((NumberAxis) values).setNumberFormatOverride(format(scale.ticks));
        values.setRange(scale.begin, scale.end);
        BarRenderer bars = new Bars(numbers, scale.longer);
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setSeriesPaint(0, Style.LINES.getFirst());
        bars.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format(scale.numbers)));
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(Style.TICK);
        bars.setDefaultNegativeItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE9, TextAnchor.CENTER_RIGHT));
        CategoryPlot plot = new CategoryPlot(data, categories, values, bars);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.setRangeGridlinePaint(Style.GRID);
        return Charts.chart(plot, title);
    }

    /** Bars with their numbers behind them, or within the end of long ones. */
    private static final class Bars extends BarRenderer {

        private static final long serialVersionUID = 1L;

        private final double[] numbers;
        private final double longer;

        Bars(double[] numbers, double longer) {
            this.numbers = numbers;
            this.longer = longer;
        }

        @Override
        public ItemLabelPosition getPositiveItemLabelPosition(int row, int column) {
            return numbers[column] > longer
                    ? new ItemLabelPosition(ItemLabelAnchor.INSIDE3, TextAnchor.CENTER_RIGHT)
                    : new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);
        }

        @Override
        public Paint getItemLabelPaint(int row, int column) {
            return numbers[column] > longer ? Style.PAPER : Style.INK;
        }
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
