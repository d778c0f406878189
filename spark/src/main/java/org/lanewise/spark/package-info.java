/**
 * The linear classifier past one machine, on Apache Spark.
 *
 * <p>{@link org.lanewise.spark.DistributedExamples} keeps examples off the heap of the executors, each in one place.
 * {@link org.lanewise.spark.DistributedClassifier} trains on them: the parameters go to the executors, each task adds up loss and
 * gradient over its blocks of examples with the kernels of one machine, and the sums are added in the order of the blocks. So
 * the classifier has the same bits as on one machine, for any number of partitions and executors.
 */
package org.lanewise.spark;
