/**
 * Kernels on the Vector API, one family a file. The only package that touches {@code jdk.incubator.vector}; it is loaded
 * after the checks in {@code kernels.KernelChoice} have passed. Not exported.
 *
 * <p>Rules: vectors stay in locals; methods that run hot take arrays or segments and offsets; no call and no branch in
 * the innermost loop; bounds checks stay on. In the tiles, the large micro-kernels, not even small helpers are called and
 * the FMA policy is written out: past {@code NodeCountInliningCutoff} C2 inlines only the JDK's own methods, a helper left
 * out of line boxes its vectors, and matmul fell from 95 to 7 GFLOP/s.
 */
package org.lanewise.core.internal.simd;
