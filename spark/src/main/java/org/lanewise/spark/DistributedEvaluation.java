package org.lanewise.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.BlockSum;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;

/**
 * How well a classifier does on the examples of a cluster. It takes one job. The bits are those of one machine.
 *
 * @param examples how many examples, N
 * @param accuracy the share of right predictions, 0 to 1
 * @param meanLoss the mean loss, without regularization
 */
public record DistributedEvaluation(long examples, double accuracy, double meanLoss) {

    /**
     * Evaluates with the softmax cross-entropy loss.
     *
     * @param classifier the classifier
     * @param examples the examples, with the same features and classes as in training
     * @return the figures
     * @throws IllegalArgumentException if the examples have another number of features, or more classes
     */
    public static DistributedEvaluation of(LinearClassifier classifier, DistributedExamples examples) {
        requireFitting("classifier", classifier.features(), classifier.classes(), examples);
        return of(classifier.classifier(), SoftmaxCrossEntropy.softmax(), examples);
    }

    /** Examples may have fewer classes than the classifier or the training set, but not more. */
    static void requireFitting(String what, int features, int classes, DistributedExamples examples) {
        if (examples.features() != features || examples.classes() > classes) {
            throw new IllegalArgumentException("The " + what + " has " + features + " features and " + classes
                    + " classes, but the examples have " + examples.features() + " and " + examples.classes() + ".");
        }
    }

    static DistributedEvaluation of(Classifier classifier, Loss loss, DistributedExamples examples) {
        JavaRDD<StoredRows> parts = examples.parts();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(parts.context());
        Broadcast<SharedClassifier> shared = context.broadcast(new SharedClassifier(classifier));
        try {
            BlockSum sum = InOrder.merge(sums(parts, shared, loss), BlockSum::merge);
            return new DistributedEvaluation(
                    examples.size(), sum.total(0) / examples.size(), sum.total(1) / examples.size());
        } finally {
            shared.destroy();
        }
    }

    private static JavaRDD<BlockSum> sums(JavaRDD<StoredRows> parts, Broadcast<SharedClassifier> shared, Loss loss) {
        return parts.mapPartitions(iterator ->
                List.of(sum(iterator.next(), shared.value().get(), loss)).iterator());
    }

    /** Adds up how many predictions are right, and the losses, block by block. */
    private static BlockSum sum(StoredRows rows, Classifier classifier, Loss loss) {
        Examples examples = rows.examples();
        BlockSum sum = new BlockSum(2, rows.range().firstBlock());
        for (int from = 0; from < examples.size(); from += BlockSum.EXAMPLES) {
            int to = (int) Math.min(examples.size(), from + (long) BlockSum.EXAMPLES);
            Evaluation block = Evaluation.of(Kernels.best(), classifier, loss, examples.subset(from, to));
            double right = Math.rint(block.accuracy() * (to - from));
            sum.add(new double[] {right, block.lossSum()});
            if (to == examples.size()) {
                break;
            }
        }
        return sum;
    }
}
