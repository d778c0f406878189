package org.lanewise.bench.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every page has: style, the charting library, and the scripts that draw and sort. */
final class Shell {

    private Shell() {}

    /** A page with everything in it. Parts are HTML by the names of their places in {@code page.html}. */
    static String page(Map<String, String> parts, List<Chart> charts) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put("style", Template.resource("page.css"));
        all.put("library", Template.inlined(Template.resource(Template.ECHARTS)));
        all.put("charts", Template.inlined(Template.resource("charts.js")));
        all.put("behaviour", Template.inlined(Template.resource("page.js")));
        all.put("data", Json.of(charts));
        return Template.fill(Template.resource("page.html"), all);
    }
}
