/** Softmax and losses along the rows of a matrix of scores. */
package org.lanewise.core.internal.simd.rows;
