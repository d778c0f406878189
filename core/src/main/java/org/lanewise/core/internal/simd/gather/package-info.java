/** Examples from anywhere in memory, side by side in a block. */
package org.lanewise.core.internal.simd.gather;
