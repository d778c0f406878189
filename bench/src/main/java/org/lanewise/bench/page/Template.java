package org.lanewise.bench.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text files of this package, and the page made of them. */
final class Template {

    /** The charting library, from its WebJar. */
    static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private Template() {}

    static String resource(String name) {
        try (InputStream text = Template.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("There is no " + name + " on the class path; build bench anew.");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Puts parts, which are HTML already, into the places of the template that have their names. */
    static String fill(String template, Map<String, String> parts) {
        Matcher places = PLACE.matcher(template);
        return places.replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        if (!parts.containsKey(name)) {
            throw new IllegalArgumentException("The template has a place {{" + name + "}} that nothing was given for.");
        }
        return parts.get(name);
    }

    /** A script that stands in a page: nothing in it ends the element. */
    static String inlined(String script) {
        return script.replace("</script", "<\\/script");
    }
}
