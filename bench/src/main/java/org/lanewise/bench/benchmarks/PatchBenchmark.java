package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.features.ImageShape;
import org.lanewise.learn.features.PatchFeatures;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Features of patches: products with the filters, thresholds and sums over quadrants, from the bytes of some images. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PatchBenchmark {

    /** Images of one call. */
    public static final int IMAGES = 4;

    /** Patches of an image. */
    public static final int PATCHES = 27 * 27;

    /** Whitened components of a patch. */
    public static final int COMPONENTS = 48;

    private static final ImageShape SHAPE = new ImageShape(32, 32, 3, true);
    private static final double TOLERANCE = 1e-4;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Filters, half of which are patches and the others their mirror images. */
    @Param("1600")
    public int filters;

    private CifarDataset cifar;
    private Kernels kernels;
    private PatchFeatures patches;
    private FloatMatrix features;
    private int from;

    /** For JMH. */
    public PatchBenchmark() {}

    /**
     * Opens the data, learns the filters, checks the features of the first image and warms up.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        Arena arena = Arena.ofAuto();
        kernels = Implementations.kernels(implementation);
        cifar = Cifar.open();
        PatchFeatures.Dictionary dictionary = new PatchFeatures.Dictionary(filters, 1);
        patches = PatchFeatures.learn(arena, kernels, SHAPE, cifar.train().features(), dictionary);
        features = FloatMatrix.allocate(arena, IMAGES, patches.outputs());
        FloatMatrix expected = FloatMatrix.allocate(arena, 1, patches.outputs());
        Features first = cifar.train().features().rows(0, 1);
        patches.apply(Kernels.scalar(), first, expected);
        patches.apply(kernels, first, features.rows(0, 1));
        Answers.requireClose("the feature", features.rows(0, 1), expected, TOLERANCE);
        SteadyState.reach(this::extract);
    }

    /** Closes the data. */
    @TearDown
    public void close() {
        cifar.close();
    }

    /**
     * The features of the next images.
     *
     * @return the features
     */
    @Benchmark
    public FloatMatrix extract() {
        Features images = cifar.train().features();
        from = from + 2 * IMAGES <= images.rows() ? from + IMAGES : 0;
        patches.apply(kernels, images.rows(from, from + IMAGES), features);
        return features;
    }
}
