/** Products of matrices: direct, blocked, narrow and flat ones, how operands are packed, and how a product is shared out. */
package org.lanewise.core.internal.simd.matmul;
