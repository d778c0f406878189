/** Sums and updates along vectors. */
package org.lanewise.core.internal.simd.vectors;
