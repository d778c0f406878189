/**
 * Micro-kernels written by {@code tools/tiles} from one description: a tile of the result stays in registers while its operands pass by.
 * Never changed by hand.
 */
package org.lanewise.core.internal.simd.tiles;
