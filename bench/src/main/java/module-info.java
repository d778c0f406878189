/**
 * Lanewise bench: what SIMD buys, measured. The benchmarks run on the class path, because JMH's generated code and its
 * forks do; the descriptor keeps the packages honest.
 */
@SuppressWarnings("requires-automatic") // JMH and the peers are no modules yet
module org.lanewise.bench {
    requires org.lanewise.core;
    requires org.lanewise.cifar;
    requires org.lanewise.learn;
    requires java.management;
    requires jdk.management;
    requires jdk.incubator.vector;
    requires jmh.core;
    requires info.picocli;
    requires dev.ludovic.netlib.blas;
    requires ejml.core;
    requires ejml.fdense;
    requires commons.math3;
    requires com.google.gson;
    requires org.mozilla.rhino;

    opens org.lanewise.bench to
            info.picocli;
    opens org.lanewise.bench.page to
            com.google.gson;
}
