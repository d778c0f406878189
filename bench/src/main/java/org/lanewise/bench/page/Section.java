package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;

/** A part of the page: a heading, a paragraph, charts, and tables. */
final class Section {

    private final String id;
    private final String title;
    private final String text;
    private final List<Chart> charts = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();

    Section(String id, String title, String text) {
        this.id = id;
        this.title = title;
        this.text = text;
    }

    Section chart(Chart chart) {
        charts.add(chart);
        return this;
    }

    Section charts(List<Chart> several) {
        charts.addAll(several);
        return this;
    }

    Section table(String html) {
        tables.append(html);
        return this;
    }

    /** A long table that repeats what a chart shows, folded until it is asked for. */
    Section folded(String summary, String html) {
        tables.append("<details>")
                .append(Html.element("summary", "", summary))
                .append(html)
                .append("</details>\n");
        return this;
    }

    List<Chart> charts() {
        return charts;
    }

    String link() {
        return "<a href=\"#" + id + "\">" + Html.escape(title) + "</a>";
    }

    String html() {
        StringBuilder html = new StringBuilder("<section id=\"" + id + "\">\n");
        html.append(Html.element("h2", "", title)).append('\n');
        if (!text.isEmpty()) {
            html.append(Html.element("p", "", text)).append('\n');
        }
        if (!charts.isEmpty()) {
            html.append("<div class=\"charts\">\n");
            charts.forEach(chart -> html.append(figure(chart)));
            html.append("</div>\n");
        }
        if (!tables.isEmpty()) {
            html.append("<div ").append(Html.attribute("id", tablesId())).append(">\n");
            html.append(tables).append("</div>\n");
        }
        return html.append("</section>\n").toString();
    }

    private String tablesId() {
        return id + "-tables";
    }

    /** The drawing is made by {@code page.js}; the caption says in words what is in it, the tables have its numbers. */
    private String figure(Chart chart) {
        String drawing = "<div class=\"chart\" role=\"img\" tabindex=\"0\" " + Html.attribute("data-chart", chart.id())
                + " " + Html.attribute("aria-label", chart.title() + ". " + chart.summary()) + " "
                + Html.attribute("aria-details", tablesId()) + "></div>";
        return "<figure " + Html.attribute("id", "chart-" + chart.id()) + ">" + Html.element("h3", "", chart.title())
                + drawing + Html.element("figcaption", "", chart.summary()) + "</figure>\n";
    }
}
