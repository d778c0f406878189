/**
 * The linear classifier on more than one machine, with Apache Spark.
 *
 * <p>{@link org.lanewise.spark.DistributedExamples} keeps examples in the memory of the executors, off the heap.
 * {@link org.lanewise.spark.DistributedClassifier} trains on them. The driver sends the parameters to the executors. Each task adds up loss
 * and gradient over its blocks of examples with the kernels of one machine. The sums are added in the order of the blocks, so
 * the classifier has the same bits as on one machine, for any number of partitions and executors.
 */
package org.lanewise.spark;
