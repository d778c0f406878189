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

    private final LossFunction function;
    private final List<String> classNames;
    private final Table table = new Table("gradient", "checked", "kinks", "relative error", "at", "tolerance", "");
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final List<String> kinks = new ArrayList<>();

    GradientChecks(LossFunction function, List<String> classNames) {
        this.function = function;
        this.classNames = classNames;
    }

    void add(String name, GradientCheck check, double tolerance) {
        boolean passed = check.passes(tolerance);
        table.row(
                name,
                check.checked(),
                check.kinks().size(),
                String.format(Locale.ROOT, "%.1e", check.relativeError()),
                check.checked() == 0 ? "nowhere" : place(check.index()),
                String.format(Locale.ROOT, "%.0e", tolerance),
                passed ? "passed" : "FAILED");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("gradient", name);
        result.put("passed", passed);
        result.put("tolerance", tolerance);
        result.put("floor", check.floor());
        result.put("checked", check.checked());
        result.put("relativeError", check.relativeError());
        result.put("at", check.checked() == 0 ? null : component(check.index(), check.analytic(), check.numeric()));
        result.put("kinks", check.kinks().stream().map(this::described).toList());
        results.add(result);
        for (Kink.Cause cause : Kink.Cause.values()) {
            summarize(
                    name,
                    check.kinks().stream().filter(kink -> kink.cause() == cause).toList());
        }
    }

    private void summarize(String name, List<Kink> ofOneCause) {
        if (!ofOneCause.isEmpty()) {
            List<String> places = ofOneCause.stream()
                    .limit(KINKS_SHOWN)
                    .map(kink -> place(kink.parameter()))
                    .toList();
            String all = String.join("; ", places) + (ofOneCause.size() > KINKS_SHOWN ? "; ..." : "");
            String cause = cause(ofOneCause.getFirst());
            kinks.add("Kinks of " + name + ": " + ofOneCause.size() + " by " + cause + " (" + all + ")");
        }
    }

    private static String cause(Kink kink) {
        return switch (kink.cause()) {
            case MARGIN -> "a margin of about 0";
            case WEIGHT -> "a weight of about 0";
        };
    }

    private String place(int parameter) {
        String name = classNames.get(function.classOf(parameter));
        return name + (function.isBias(parameter) ? ", bias" : ", feature " + function.featureOf(parameter));
    }

    private Map<String, Object> described(Kink kink) {
        Map<String, Object> described = component(kink.parameter(), kink.analytic(), kink.numeric());
        described.put("cause", kink.cause().toString().toLowerCase(Locale.ROOT));
        return described;
    }

    private Map<String, Object> component(int parameter, double analytic, double numeric) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("class", classNames.get(function.classOf(parameter)));
        component.put("feature", function.isBias(parameter) ? "bias" : function.featureOf(parameter));
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
