package org.lanewise.cli.look;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.core.gradient.GradientCheck;
import org.lanewise.core.gradient.Kink;
import org.lanewise.core.gradient.LossFunction;

/** Gradient checks of one loss, as a table and as results. */
final class GradientChecks {

    private static final int KINKS_SHOWN = 3;

    private final Table table = new Table("gradient", "checked", "kinks", "relative error", "at", "tolerance", "");
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final List<String> kinks = new ArrayList<>();

    /** What parameters are called. */
    interface Places {

        /** The class or unit that a parameter is of. */
        String of(int parameter);

        /** The number of its feature; negative for a bias. */
        int feature(int parameter);
    }

    /** Those of a linear model. */
    static Places places(LossFunction function, List<String> classNames) {
        return new Places() {
            @Override
            public String of(int parameter) {
                return classNames.get(function.classOf(parameter));
            }

            @Override
            public int feature(int parameter) {
                return function.isBias(parameter) ? -1 : function.featureOf(parameter);
            }
        };
    }

    void add(String name, Places places, GradientCheck check, double tolerance) {
        boolean passed = check.passes(tolerance);
        table.row(
                name,
                check.checked(),
                check.kinks().size(),
                String.format(Locale.ROOT, "%.1e", check.relativeError()),
                check.checked() == 0 ? "nowhere" : place(places, check.index()),
                String.format(Locale.ROOT, "%.0e", tolerance),
                passed ? "passed" : "FAILED");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("gradient", name);
        result.put("passed", passed);
        result.put("tolerance", tolerance);
        result.put("floor", check.floor());
        result.put("checked", check.checked());
        result.put("relativeError", check.relativeError());
        result.put(
                "at",
                check.checked() == 0 ? null : component(places, check.index(), check.analytic(), check.numeric()));
        result.put(
                "kinks",
                check.kinks().stream().map(kink -> described(places, kink)).toList());
        results.add(result);
        for (Kink.Cause cause : Kink.Cause.values()) {
            summarize(
                    name,
                    places,
                    check.kinks().stream().filter(kink -> kink.cause() == cause).toList());
        }
    }

    private void summarize(String name, Places places, List<Kink> ofOneCause) {
        if (!ofOneCause.isEmpty()) {
            List<String> some = ofOneCause.stream()
                    .limit(KINKS_SHOWN)
                    .map(kink -> place(places, kink.parameter()))
                    .toList();
            String all = String.join("; ", some) + (ofOneCause.size() > KINKS_SHOWN ? "; ..." : "");
            String cause = cause(ofOneCause.getFirst());
            kinks.add("Kinks of " + name + ": " + ofOneCause.size() + " by " + cause + " (" + all + ")");
        }
    }

    private static String cause(Kink kink) {
        return switch (kink.cause()) {
            case MARGIN -> "a margin of about 0";
            case RECTIFIER -> "a unit that is about 0 before it is rectified";
            case WEIGHT -> "a weight of about 0";
        };
    }

    private static String place(Places places, int parameter) {
        int feature = places.feature(parameter);
        return places.of(parameter) + (feature < 0 ? ", bias" : ", feature " + feature);
    }

    private static Map<String, Object> described(Places places, Kink kink) {
        Map<String, Object> described = component(places, kink.parameter(), kink.analytic(), kink.numeric());
        described.put("cause", kink.cause().toString().toLowerCase(Locale.ROOT));
        return described;
    }

    private static Map<String, Object> component(Places places, int parameter, double analytic, double numeric) {
        Map<String, Object> component = new LinkedHashMap<>();
        int feature = places.feature(parameter);
        component.put("class", places.of(parameter));
        component.put("feature", feature < 0 ? "bias" : feature);
        component.put("analytic", analytic);
        component.put("numeric", numeric);
        return component;
    }

    /** Says the table and which kinks there are, and adds all to the results. */
    void tell(Report report) {
        report.say("%n%s", table);
        kinks.forEach(line -> report.say("%s", line));
        report.result("gradients", results);
    }
}
