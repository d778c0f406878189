package org.lanewise.bench.page;

import java.util.Map;

/** Names and what there is to say of each, line by line. */
final class Definitions {

    private Definitions() {}

    static String of(Map<String, String> lines) {
        StringBuilder html = new StringBuilder("<dl>\n");
        lines.forEach((label, value) -> html.append(Html.element("dt", "", label))
                .append(Html.element("dd", "", value))
                .append('\n'));
        return html.append("</dl>\n").toString();
    }
}
