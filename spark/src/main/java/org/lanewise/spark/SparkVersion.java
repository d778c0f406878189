package org.lanewise.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;

/** Which Spark is new enough. */
final class SparkVersion {

    /** The first that names JDK 25, and gives executors the module of the Vector API. */
    private static final int MAJOR = 4;

    private static final int MINOR = 2;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private SparkVersion() {}

    static void require(JavaSparkContext context) {
        require(context.version());
    }

    static void require(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (matcher.matches()) {
            int major = Integer.parseInt(matcher.group(1));
            int minor = Integer.parseInt(matcher.group(2));
            if (major > MAJOR || major == MAJOR && minor >= MINOR) {
                return;
            }
        }
        throw new IllegalStateException("This is Spark " + version + ", but Lanewise needs Spark " + MAJOR + "." + MINOR
                + " or newer, the first that runs on JDK 25.");
    }
}
