/**
 * Lanewise command line: what {@code ./lanewise} runs. {@link org.lanewise.cli.Main} is the door. A program and no library:
 * nothing is exported, and the packages with commands are open to picocli.
 */
@SuppressWarnings("requires-automatic") // JFreeChart has a name as a module, but no descriptor.
module org.lanewise.cli {
    requires org.lanewise.core;
    requires org.lanewise.learn;
    requires org.lanewise.cifar;
    requires org.lanewise.datasets;
    requires info.picocli;
    requires org.apache.commons.compress;
    requires org.jfree.jfreechart;
    requires java.desktop;
    requires java.net.http;
    requires jdk.jfr;

    opens org.lanewise.cli to
            info.picocli;
    opens org.lanewise.cli.data to
            info.picocli;
    opens org.lanewise.cli.learn to
            info.picocli;
    opens org.lanewise.cli.look to
            info.picocli;
    opens org.lanewise.cli.problem to
            info.picocli;
    opens org.lanewise.cli.value to
            info.picocli;
}
