/**
 * Kernels on the Vector API, one family per package. The only packages that touch {@code jdk.incubator.vector}; they are
 * loaded after the checks in {@code kernels.KernelChoice} have passed. Not exported.
 *
 * <ul>
 *   <li>{@code lanes}: what all families stand on; {@code tiles}: their regular micro-kernels, which a program writes;
 *   <li>{@code matmul}: matrix products, of which {@code SimdMatmul} picks one by the shapes alone;
 *   <li>{@code linear}: passes of a linear model over a minibatch, which {@code gather} puts side by side;
 *   <li>{@code rows}: softmax and losses along rows; {@code distances}; {@code vectors}.
 * </ul>
 *
 * <p>Rules: vectors stay in locals and cross no method; methods that run hot take arrays or segments and offsets; no
 * call and no branch in the innermost loop; bounds checks stay on. {@code docs/kernel-rules.md} has all of them, each
 * with its reason.
 */
package org.lanewise.core.internal.simd;
