package org.lanewise.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxesTest {

    private static List<Double> epochMarks(int epochs) {
        Graphics2D graphics = new BufferedImage(760, 460, BufferedImage.TYPE_INT_RGB).createGraphics();
        List<?> marks = curve(epochs, 50)
                .getXYPlot()
                .getDomainAxis()
                .refreshTicks(graphics, new AxisState(), new Rectangle2D.Double(0, 0, 700, 400), RectangleEdge.BOTTOM);
        return marks.stream()
                .map(ValueTick.class::cast)
                .filter(mark -> mark.getTickType() == TickType.MAJOR)
                .map(ValueTick::getValue)
                .toList();
    }

    private static JFreeChart curve(int epochs, double accuracy) {
        double[] x = IntStream.rangeClosed(1, epochs).asDoubleStream().toArray();
        double[] y = IntStream.range(0, epochs).mapToDouble(i -> accuracy).toArray();
        return new LineChart("t", Axis.count("epoch"), Axis.percent("accuracy"), true)
                .line("a", x, y)
                .line("b", x, y)
                .chart();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 500})
    void epochsAreMarkedAtWholeNumbers(int epochs) {
        List<Double> marks = epochMarks(epochs);
        assertFalse(marks.isEmpty());
        for (double mark : marks) {
            assertEquals(Math.rint(mark), mark);
            assertTrue(mark >= 0 && mark <= 1.1 * epochs, marks::toString);
        }
    }

    @Test
    void oneEpochIsOneMark() {
        assertEquals(List.of(1.0), epochMarks(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 42, 99.9, 100})
    void anAxisOfPercentagesEndsWithinAWhole(double accuracy) {
        ValueAxis axis = curve(5, accuracy).getXYPlot().getRangeAxis();
        assertTrue(axis.getLowerBound() >= 0 && axis.getUpperBound() <= 100, axis.getRange()::toString);
        assertTrue(axis.getRange().contains(accuracy) && axis.getRange().getLength() > 0, axis.getRange()::toString);
        assertEquals("accuracy (%)", axis.getLabel());
    }

    /** 25.0 and 25.5, not 25 and 25.5. */
    @Test
    void theMarksOfAnAxisHaveAsManyDigits() {
        Graphics2D graphics = new BufferedImage(760, 460, BufferedImage.TYPE_INT_RGB).createGraphics();
        ValueAxis axis = Charts.of(Axis.linear("loss"));
        axis.setRange(1.42, 1.9);
        List<?> marks = axis.refreshTicks(
                graphics, new AxisState(), new Rectangle2D.Double(0, 0, 400, 300), RectangleEdge.LEFT);
        List<Integer> digits = marks.stream()
                .map(mark -> ((NumberTick) mark).getText())
                .filter(text -> !text.isEmpty())
                .map(text -> text.length() - text.indexOf('.'))
                .distinct()
                .toList();
        assertEquals(1, digits.size(), marks::toString);
    }

    @Test
    void accuraciesOfACurveGoFrom0To100() {
        LineChart losses = new LineChart("t", Axis.count("epoch"), Axis.linear("mean loss"), true)
                .line("a", new double[] {1, 2}, new double[] {3, 2});
        LineChart accuracies = new LineChart("t", Axis.count("epoch"), Axis.whole("accuracy"), true)
                .line("a", new double[] {1, 2}, new double[] {40, 41});
        CombinedDomainXYPlot both =
                (CombinedDomainXYPlot) losses.chartAbove(accuracies).getXYPlot();
        assertEquals(
                new Range(0, 100), both.getSubplots().getLast().getRangeAxis().getRange());
        assertTrue(both.getDomainAxis().getRange().getLength() < 1.5);
    }

    @Test
    void sharesGoFrom0To100AndLongBarsHaveTheirNumbersWithin() {
        JFreeChart chart = BarChart.sharesChart("t", "accuracy", List.of("a", "b"), new double[] {0.3, 1});
        CategoryPlot plot = chart.getCategoryPlot();
        assertEquals(0, plot.getRangeAxis().getLowerBound());
        assertEquals(100, plot.getRangeAxis().getUpperBound());
        assertEquals("accuracy (%)", plot.getRangeAxis().getLabel());
        BarRenderer bars = (BarRenderer) plot.getRenderer();
        assertEquals(Style.INK, bars.getItemLabelPaint(0, 0));
        assertEquals(Style.PAPER, bars.getItemLabelPaint(0, 1));
    }
}
