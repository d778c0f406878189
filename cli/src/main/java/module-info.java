/**
 * Lanewise command line: what {@code ./lanewise} runs. {@link org.lanewise.cli.Main} is the door. A program and no library:
 * nothing is exported, and the packages with commands are open to picocli.
 */
@SuppressWarnings("requires-automatic") // JFreeChart and Batik have names as modules, but no descriptors.
module org.lanewise.cli {
    requires org.lanewise.core;
    requires org.lanewise.learn;
    requires org.lanewise.cifar;
    requires org.lanewise.datasets;
    requires info.picocli;
    requires org.apache.commons.compress;
    requires org.jfree.jfreechart;
    requires org.apache.xmlgraphics.batik.svggen;
    requires java.desktop;
    requires java.net.http;
    requires java.xml;
    requires jdk.jfr;

    opens org.lanewise.cli to
            info.picocli;
    opens org.lanewise.cli.data to
            info.picocli;
    opens org.lanewise.cli.learn to
            info.picocli;
    opens org.lanewise.cli.look to
            info.picocli;
    opens org.lanewise.cli.picture to
            info.picocli;
    opens org.lanewise.cli.problem to
            info.picocli;
    opens org.lanewise.cli.value to
            info.picocli;
}
