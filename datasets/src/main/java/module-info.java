/**
 * Lanewise datasets: features and labels from files in usual formats, as examples that kernels read.
 * Begin with {@link org.lanewise.datasets.Dataset}.
 */
@SuppressWarnings("module") // The command line is not there yet when this is compiled.
module org.lanewise.datasets {
    requires transitive org.lanewise.core;
    requires transitive org.lanewise.cifar;
    requires org.lanewise.learn;
    requires org.apache.commons.csv;
    requires java.desktop;

    exports org.lanewise.datasets;
    exports org.lanewise.datasets.pictures to
            org.lanewise.cli;
}
