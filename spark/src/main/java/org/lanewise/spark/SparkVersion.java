package org.lanewise.spark;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Checks that Spark and the JDK of the executors are new enough. */
final class SparkVersion {

    /** Spark 4.2 is the first that supports JDK 25 and gives executors the module of the Vector API. */
    private static final int MAJOR = 4;

    private static final int MINOR = 2;

    private static final int JDK = 25;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private SparkVersion() {}

    static void require(JavaSparkContext context) {
        require(context.version());
        if (!context.isLocal()) {
            executorJdks(context).forEach(SparkVersion::requireJdk);
        }
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

    /** Asks by a job of Spark's own classes: an executor on an older JDK that loads a class of Lanewise ends. */
    private static List<String> executorJdks(JavaSparkContext context) {
        int tasks = context.defaultParallelism();
        return SparkSession.builder()
                .getOrCreate()
                .range(0, tasks, 1, tasks)
                .selectExpr("java_method('java.lang.System', 'getProperty', 'java.specification.version')")
                .as(Encoders.STRING())
                .collectAsList();
    }

    static void requireJdk(String version) {
        if (Double.parseDouble(version) < JDK) {
            throw new IllegalStateException("An executor runs on JDK " + version + ", but Lanewise needs JDK " + JDK
                    + " or newer: set JAVA_HOME for the executors, or spark.executorEnv.JAVA_HOME.");
        }
    }
}
