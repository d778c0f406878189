/** What every family of kernels stands on: the width of vectors, the sizes of blocks, copies, slices, sums of lanes. */
package org.lanewise.core.internal.simd.lanes;
