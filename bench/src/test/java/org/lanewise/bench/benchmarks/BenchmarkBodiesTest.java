package org.lanewise.bench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Task;
import org.lanewise.cifar.SyntheticCifar;

/** Every benchmark once, small, set up by hand as JMH would: each checks its own answer when it is set up. */
class BenchmarkBodiesTest {

    private static final String PROPERTY = "lanewise.bench.data";
    private static final int IMAGES = 600;

    @TempDir
    static Path temporary;

    @BeforeAll
    static void writeData() throws IOException {
        Path directory = SyntheticCifar.write(temporary.resolve("synthetic"), IMAGES, 10, 1);
        System.setProperty(PROPERTY, directory.toString());
    }

    @AfterAll
    static void forgetData() {
        System.clearProperty(PROPERTY);
    }

    static List<String> multipliers() {
        return Implementations.names(Task.MATMUL);
    }

    static List<String> softmaxes() {
        return Implementations.names(Task.SOFTMAX);
    }

    static List<String> trainers() {
        return Implementations.names(Task.STEP);
    }

    static List<String> kernels() {
        return Implementations.names(Task.KERNELS);
    }

    @Test
    void peak() {
        PeakBenchmark benchmark = new PeakBenchmark();
        benchmark.check();
        assertTrue(benchmark.fma() > 0);
        assertTrue(PeakBenchmark.flops() > 0);
    }

    @Test
    void memory() throws IOException {
        MemoryBenchmark benchmark = new MemoryBenchmark();
        benchmark.setUp();
        assertNotEquals(0, benchmark.read());
    }

    @ParameterizedTest
    @MethodSource("multipliers")
    void matmul(String implementation) {
        for (String form : List.of("NN", "NT", "TN", "TT")) {
            MatmulBenchmark benchmark = new MatmulBenchmark();
            benchmark.implementation = implementation;
            benchmark.form = form;
            benchmark.m = 19;
            benchmark.n = 10;
            benchmark.k = 301;
            benchmark.setUp();
            assertEquals(19, benchmark.multiply().result().rows());
        }
    }

    @ParameterizedTest
    @MethodSource("softmaxes")
    void softmax(String implementation) {
        SoftmaxBenchmark benchmark = new SoftmaxBenchmark();
        benchmark.implementation = implementation;
        benchmark.columns = 10;
        benchmark.setUp();
        assertEquals(SoftmaxBenchmark.rows(10), benchmark.softmax().rows());
    }

    static List<String> predictors() {
        return Implementations.names(Task.PREDICT);
    }

    private static StepBenchmark step(String implementation, String data, int classes, int features) {
        StepBenchmark benchmark = new StepBenchmark();
        benchmark.implementation = implementation;
        benchmark.data = data;
        benchmark.classes = classes;
        benchmark.features = features;
        benchmark.batchSize = 250;
        return benchmark;
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void step(String implementation) throws IOException {
        StepBenchmark benchmark = step(implementation, "bytes", 10, 3072);
        benchmark.setUp();
        double first = benchmark.step();
        double second = benchmark.step(); // 250 + 250 + 100: the next epoch begins
        assertNotEquals(first, second);
        benchmark.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "openblas"})
    void stepsOnFloats(String implementation) throws IOException {
        StepBenchmark pixels = step(implementation, "floats", 10, 3072);
        pixels.setUp();
        assertTrue(pixels.step() > 0);
        pixels.close();
        StepBenchmark embeddings = step(implementation, "embeddings", 100, 96);
        embeddings.threads = 2;
        embeddings.setUp();
        assertTrue(embeddings.step() > 0);
        embeddings.close();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void patches(String implementation) throws IOException {
        PatchBenchmark benchmark = new PatchBenchmark();
        benchmark.implementation = implementation;
        benchmark.filters = 8;
        benchmark.setUp();
        float first = benchmark.extract().get(0, 0);
        assertNotEquals(first, benchmark.extract().get(0, 0));
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void hidden(String implementation) throws IOException {
        HiddenBenchmark benchmark = new HiddenBenchmark();
        benchmark.implementation = implementation;
        benchmark.batchSize = 250;
        benchmark.units = 9;
        benchmark.setUp();
        double first = benchmark.step();
        assertNotEquals(first, benchmark.step()); // 250 + 250 + 100: the next epoch begins
        benchmark.close();
    }

    @ParameterizedTest
    @MethodSource("predictors")
    void predict(String implementation) throws IOException {
        PredictBenchmark benchmark = new PredictBenchmark();
        benchmark.implementation = implementation;
        benchmark.setUp();
        for (int i = 0; i < IMAGES; i++) {
            assertEquals(10, benchmark.predict().columns());
        }
        benchmark.close();
    }

    @Test
    void epoch() throws IOException {
        EpochBenchmark benchmark = new EpochBenchmark();
        benchmark.implementation = "simd";
        benchmark.setUp();
        assertTrue(benchmark.epoch() > 0);
        benchmark.close();
        assertEquals(0, EpochBenchmark.IMAGES % EpochBenchmark.BATCH);
    }

    @Test
    void aMinibatchLargerThanTheSetIsRefused() {
        StepBenchmark benchmark = step("scalar", "bytes", 10, 3072);
        benchmark.batchSize = IMAGES + 1;
        assertThrows(IllegalStateException.class, benchmark::setUp);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradient(String implementation) throws IOException {
        GradientBenchmark benchmark = new GradientBenchmark();
        benchmark.implementation = implementation;
        benchmark.weights = 2;
        benchmark.setUp();
        assertEquals(2, benchmark.forward().length);
        assertEquals(2, benchmark.centered().length);
        assertEquals(GradientBenchmark.PARAMETERS, benchmark.scoreColumns().length);
        assertTrue(benchmark.analytic() > 0);
        benchmark.close();
    }

    @Test
    void open() throws IOException {
        OpenBenchmark benchmark = new OpenBenchmark();
        benchmark.check();
        assertEquals(IMAGES, benchmark.open());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scores(String implementation) throws IOException {
        ReadBenchmark benchmark = new ReadBenchmark();
        benchmark.implementation = implementation;
        benchmark.shuffled = true;
        benchmark.setUp();
        for (int i = 0; i < 4; i++) {
            assertEquals(2, benchmark.scores().columns());
        }
        benchmark.close();
    }

    @Test
    void read() throws IOException {
        ReadBenchmark benchmark = new ReadBenchmark();
        benchmark.implementation = "loader";
        benchmark.shuffled = false;
        benchmark.setUp();
        assertNotEquals(0, benchmark.read());
        benchmark.close();
    }
}
