/**
 * Kernels on the Vector API, one family a file. The only package that touches {@code jdk.incubator.vector}; it is loaded
 * after the checks in {@code kernels.KernelChoice} have passed. Not exported.
 *
 * <p>Rules: vectors stay in locals; methods that run hot take arrays or segments and offsets; no call and no branch in
 * the innermost loop; bounds checks stay on.
 */
package org.lanewise.core.internal.simd;
