package org.lanewise.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.learn.LinearClassifier;

/**
 * Trains and evaluates on CIFAR-10. Its files are in a folder that all executors can read. {@code scripts/spark-local.sh} runs this
 * program; it is also an example to start from.
 */
public final class CifarExample {

    private static final float L2 = 3e-3f;

    private CifarExample() {}

    /**
     * Runs the example.
     *
     * @param args the folder, and perhaps a file for the model
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            System.err.println(
                    "Give the folder with the binary version of CIFAR-10, and perhaps a file for the model.");
            System.exit(2);
        }
        if (args.length > 1
                && !Files.isDirectory(Path.of(args[1]).toAbsolutePath().getParent())) {
            System.err.println(args[1] + " cannot be written: there is no such folder.");
            System.exit(2);
        }
        try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("Lanewise on CIFAR-10"))) {
            run(context, args);
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(JavaSparkContext context, String[] args) throws IOException {
        int partitions = context.defaultParallelism();
        try (DistributedExamples training = read(context, args[0], CifarFormat.CIFAR10.trainFiles(), partitions);
                DistributedExamples test = read(context, args[0], CifarFormat.CIFAR10.testFiles(), partitions)) {
            System.out.println(training.size() + " images in " + training.partitions() + " partitions");
            long start = System.nanoTime();
            LinearClassifier classifier = DistributedClassifier.defaults()
                    .withL2(L2)
                    .withClassNames(CifarFormat.CIFAR10.classNames(Path.of(args[0])))
                    .fit(training);
            double seconds = (System.nanoTime() - start) / 1e9;
            DistributedEvaluation evaluation = DistributedEvaluation.of(classifier, test);
            System.out.printf(
                    Locale.ROOT,
                    "trained in %.1f s, %s iterations to the loss %s; test accuracy %.2f %%%n",
                    seconds,
                    classifier.provenance().get("iterations"),
                    classifier.provenance().get("trainingLoss"),
                    100 * evaluation.accuracy());
            if (args.length > 1) {
                classifier.save(Path.of(args[1]));
            }
        }
    }

    private static DistributedExamples read(JavaSparkContext context, String folder, List<String> files, int partitions)
            throws IOException {
        List<String> paths = files.stream().map(file -> folder + "/" + file).toList();
        return DistributedExamples.ofCifar(context, CifarFormat.CIFAR10, paths, partitions);
    }
}
