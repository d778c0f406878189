/**
 * Kernels on the Vector API, one family per group of files. The only package that touches {@code jdk.incubator.vector};
 * it is loaded after the checks in {@code kernels.KernelChoice} have passed. Not exported.
 *
 * <ul>
 *   <li>matrix products: {@code SimdMatmul} picks {@code BlockedMatmul}, {@code DirectMatmul}, {@code NarrowMatmul} or
 *       {@code FlatMatmul} by the shapes alone;
 *   <li>scores and gradients of images from their bytes: {@code BatchTask}, {@code FoldedWeights},
 *       {@code FeatureBlock}, {@code PackedGradient}, and {@code PreparedExamples} for small minibatches;
 *   <li>softmax and losses along rows: {@code SimdRows}, {@code RowPasses}, {@code SimdLosses};
 *   <li>distances between images, and operations on vectors.
 * </ul>
 *
 * <p>Rules: vectors stay in locals and cross no method; methods that run hot take arrays or segments and offsets; no
 * call and no branch in the innermost loop; bounds checks stay on. {@code docs/kernel-rules.md} has all of them, each
 * with its reason.
 */
package org.lanewise.core.internal.simd;
