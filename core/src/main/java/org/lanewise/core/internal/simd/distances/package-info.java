/** Distances between images of bytes. */
package org.lanewise.core.internal.simd.distances;
