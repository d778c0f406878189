package org.lanewise.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.VoidFunction2;
import scala.Tuple2;

/** Merges the values of the partitions in the order of the partitions: on the driver, or if they are many, first in groups on executors. */
final class InOrder {

    /** How many values the driver merges by itself. Each may be as large as a model. */
    private static final int WIDTH = 32;

    private InOrder() {}

    /**
     * Merges one value per partition.
     *
     * @param values one value per partition
     * @param merge adds its second argument to the first
     * @return the first with all others added
     */
    static <T extends Serializable> T merge(JavaRDD<T> values, VoidFunction2<T, T> merge) {
        int partitions = values.getNumPartitions();
        return merged(
                (partitions <= WIDTH ? values : grouped(values, partitions, merge))
                        .collect()
                        .iterator(),
                merge);
    }

    /** Merges neighbours in groups. There are about as many groups as members in each. */
    private static <T extends Serializable> JavaRDD<T> grouped(
            JavaRDD<T> values, int partitions, VoidFunction2<T, T> merge) {
        int width = (int) Math.ceil(Math.sqrt(partitions));
        int groups = Math.ceilDiv(partitions, width);
        return values.mapPartitionsWithIndex(
                        (partition, value) ->
                                List.of(new Tuple2<>(partition, value.next())).iterator(),
                        true)
                .mapToPair(numbered -> new Tuple2<>(numbered._1() / width, numbered))
                .groupByKey(new HashPartitioner(groups)) // group g is in partition g
                .values()
                .map(members -> {
                    List<Tuple2<Integer, T>> sorted = new ArrayList<>();
                    members.forEach(sorted::add);
                    sorted.sort(Comparator.comparing(Tuple2::_1));
                    return merged(sorted.stream().map(Tuple2::_2).iterator(), merge);
                });
    }

    private static <T> T merged(Iterator<T> values, VoidFunction2<T, T> merge) {
        T sum = values.next();
        while (values.hasNext()) {
            try {
                merge.call(sum, values.next());
            } catch (Exception e) {
                throw new IllegalStateException("The parts of a sum do not fit together: " + e.getMessage(), e);
            }
        }
        return sum;
    }
}
