package org.lanewise.bench.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/**
 * Charts as SVG files, for documents: the page's own script and library, run by a JavaScript interpreter, without a
 * browser.
 */
final class Pictures {

    /** What the library expects of its surroundings even where nothing is ever called. */
    private static final String SURROUNDINGS = "function setTimeout() {} function clearTimeout() {}";

    private Pictures() {}

    /** Draws each chart; the text of the files by their names. */
    static Map<String, String> of(List<Chart> charts) {
        Map<String, String> files = new LinkedHashMap<>();
        try (Context context = Context.enter()) {
            context.setInterpretedMode(true); // the library is too large for a method of bytecode
            context.setLanguageVersion(Context.VERSION_ES6);
            ScriptableObject scope = context.initStandardObjects();
            context.evaluateString(scope, SURROUNDINGS, "surroundings", 1, null);
            context.evaluateString(scope, Template.resource(Template.ECHARTS), "echarts", 1, null);
            context.evaluateString(scope, Template.resource("charts.js"), "charts.js", 1, null);
            for (Chart chart : charts) {
                String call = "picture(" + Json.of(List.of(chart)) + "[0])";
                files.put(
                        chart.id() + ".svg", Context.toString(context.evaluateString(scope, call, "picture", 1, null)));
            }
        }
        return files;
    }
}
