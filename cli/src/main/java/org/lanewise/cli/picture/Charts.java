package org.lanewise.cli.picture;

import java.awt.BasicStroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/** What the charts have in common: axes, frame, title. */
final class Charts {

    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    /** For the rounding of powers of ten. */
    private static final double HAIR = 1e-9;

    static {
        // Turned texts are texts too, and no outlines of letters.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Charts() {}

    static ValueAxis of(Axis axis) {
        ValueAxis made = switch (axis.scale()) {
            case LINEAR -> linear(new NumberAxis(axis.label()));
            case LOGARITHMIC -> logarithmic(axis.label());
            case COUNT -> counting(linear(new NumberAxis(axis.label())));
            case PERCENT -> linear(new PercentAxis(axis.label()));
            case WHOLE -> whole(linear(new NumberAxis(axis.label())));
        };
        made.setLabelFont(Style.LABEL);
        made.setTickLabelFont(Style.TICK);
        made.setLabelPaint(Style.INK);
        made.setTickLabelPaint(Style.INK);
        return made;
    }

    private static NumberAxis linear(NumberAxis axis) {
        axis.setAutoRangeIncludesZero(false);
        axis.setStandardTickUnits(new EvenUnits(new NumberTickUnitSource()));
        return axis;
    }

    private static NumberAxis counting(NumberAxis axis) {
        axis.setStandardTickUnits(new EvenUnits(new NumberTickUnitSource(true)));
        axis.setAutoRangeMinimumSize(1); // one number alone has room around it too, but no other whole number
        return axis;
    }

    private static NumberAxis whole(NumberAxis axis) {
        axis.setRange(PercentAxis.WHOLE);
        return axis;
    }

    /** Whose margins do not go beyond what a percentage can be. */
    private static final class PercentAxis extends NumberAxis {

        private static final long serialVersionUID = 1L;
        private static final Range WHOLE = new Range(0, 100);

        PercentAxis(String label) {
            super(label);
        }

        @Override
        protected void autoAdjustRange() {
            super.autoAdjustRange();
            if (WHOLE.intersects(getRange())) {
                setRange(new Range(WHOLE.constrain(getLowerBound()), WHOLE.constrain(getUpperBound())), false, false);
            }
        }
    }

    /** Distances between marks, whose numbers all have as many digits as the distance, and a point in every country. */
    private record EvenUnits(TickUnitSource units) implements TickUnitSource {

        @Override
        public TickUnit getLargerTickUnit(TickUnit unit) {
            return even(units.getLargerTickUnit(unit));
        }

        @Override
        public TickUnit getCeilingTickUnit(TickUnit unit) {
            return even(units.getCeilingTickUnit(unit));
        }

        @Override
        public TickUnit getCeilingTickUnit(double size) {
            return even(units.getCeilingTickUnit(size));
        }

        private static TickUnit even(TickUnit unit) {
            DecimalFormat format = new DecimalFormat("0", SYMBOLS);
            format.setMinimumFractionDigits((int) Math.max(0, -Math.floor(Math.log10(unit.getSize()) + HAIR)));
            format.setMaximumFractionDigits(format.getMinimumFractionDigits());
            return new NumberTickUnit(unit.getSize(), format, unit.getMinorTickCount());
        }
    }

    private static LogAxis logarithmic(String label) {
        LogAxis axis = new LogAxis(label);
        axis.setBase(10);
        axis.setSmallestValue(1e-300);
        axis.setNumberFormatOverride(new PowerFormat());
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setMinorTickMarksVisible(false);
        return axis;
    }

    static JFreeChart chart(Plot plot, String title) {
        JFreeChart chart = new JFreeChart(null, Style.LABEL, plot, false);
        TextTitle text = new TextTitle(title, Style.TITLE);
        text.setPaint(Style.INK);
        text.setPadding(6, 6, 8, 6);
        chart.setTitle(text);
        chart.setBackgroundPaint(Style.PAPER);
        plot.setBackgroundPaint(Style.PAPER);
        plot.setOutlinePaint(Style.INK);
        return chart;
    }

    static Drawing draw(JFreeChart chart, int width, int height) {
        chart.setPadding(new RectangleInsets(4, 4, 4, 12));
        return Drawing.of(chart, width, height);
    }

    static XYPlot withGrid(XYPlot plot) {
        plot.setDomainGridlinePaint(Style.GRID);
        plot.setRangeGridlinePaint(Style.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        return plot;
    }

    /** Powers of ten as 1e-5; from 0.01 to 1000 as they are. */
    private static final class PowerFormat extends NumberFormat {

        private static final long serialVersionUID = 1L;

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            boolean plain = number >= 0.0099 && number <= 1000.1;
            String pattern = plain ? "0.###" : "0.#E0";
            return to.append(new DecimalFormat(pattern, SYMBOLS).format(number).replace('E', 'e'));
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
            return format((double) number, to, position);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("Axes are only written.");
        }
    }
}
