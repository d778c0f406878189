package org.lanewise.bench.page;

import java.util.Map;

/** The machine, the VM, the data and the run, line by line. */
final class EnvironmentTable {

    private EnvironmentTable() {}

    static String of(Map<String, String> lines) {
        StringBuilder html = new StringBuilder("<dl class=\"environment\">\n");
        lines.forEach((label, value) -> html.append(Html.element("dt", "", label))
                .append(Html.element("dd", "", value))
                .append('\n'));
        return html.append("</dl>\n").toString();
    }
}
