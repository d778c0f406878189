package org.lanewise.spark;

import java.io.Serializable;
import java.lang.foreign.Arena;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.train.GradientSum;
import org.lanewise.learn.train.LocalPasses;
import org.lanewise.learn.train.TrainingSet;

/** Passes over the partitions of a cluster. Each is a job. */
final class DistributedPasses implements TrainingSet.Passes {

    private final JavaSparkContext context;
    private final JavaRDD<StoredRows> parts;
    private final Broadcast<Setting> setting;

    /**
     * What is the same in all passes: about {@code 8 D} bytes.
     *
     * @param loss the loss
     * @param mean what is subtracted from the features
     * @param scale what the differences are multiplied by
     */
    private record Setting(Loss loss, float[] mean, float[] scale) implements Serializable {

        GradientSum at(StoredRows rows, float[] parameters) {
            Kernels kernels = Kernels.best();
            try (Arena arena = Arena.ofShared();
                    LocalPasses passes = new LocalPasses(
                            kernels, rows.examples(), rows.range().firstBlock(), loss, preprocessing(arena))) {
                return passes.at(parameters);
            }
        }

        private Preprocessing preprocessing(Arena arena) {
            return new Preprocessing(
                    FloatMatrix.copyOf(arena, new float[][] {mean}), FloatMatrix.copyOf(arena, new float[][] {scale}));
        }
    }

    DistributedPasses(JavaRDD<StoredRows> parts, Loss loss, Preprocessing preprocessing) {
        this.parts = parts;
        context = JavaSparkContext.fromSparkContext(parts.context());
        setting = context.broadcast(new Setting(
                loss, preprocessing.mean().toArray(), preprocessing.scale().toArray()));
    }

    @Override
    public GradientSum at(float[] parameters) {
        Broadcast<float[]> here = context.broadcast(parameters);
        try {
            return InOrder.merge(sums(parts, setting, here), GradientSum::merge);
        } finally {
            here.destroy();
        }
    }

    private static JavaRDD<GradientSum> sums(
            JavaRDD<StoredRows> parts, Broadcast<Setting> setting, Broadcast<float[]> parameters) {
        return parts.mapPartitions(rows -> one(setting.value().at(rows.next(), parameters.value())));
    }

    private static <T> Iterator<T> one(T value) {
        return List.of(value).iterator();
    }

    @Override
    public void close() {
        setting.destroy();
    }
}
