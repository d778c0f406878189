package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.lanewise.cifar.CifarDataset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Mapping and checking the whole data set, and closing it. The files are in the page cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OpenBenchmark {

    /** Only the loader opens. */
    @Param("loader")
    public String implementation;

    /** For JMH. */
    public OpenBenchmark() {}

    /**
     * Checks that all labels can be had, and warms up.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void check() throws IOException {
        try (CifarDataset cifar = Cifar.open()) {
            int last = cifar.train().size() - 1;
            int label = cifar.train().label(last);
            if (label < 0 || label >= Cifar.CLASSES) {
                throw new IllegalStateException("wrong answer: label " + label + " of image " + last);
            }
        }
        SteadyState.reach(() -> {
            try {
                return open();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /**
     * Opens and closes.
     *
     * @return the number of training images
     * @throws IOException if the data cannot be read
     */
    @Benchmark
    public int open() throws IOException {
        try (CifarDataset cifar = Cifar.open()) {
            return cifar.train().size();
        }
    }
}
