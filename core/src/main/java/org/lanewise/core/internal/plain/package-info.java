/**
 * Kernels as ordinary loops over arrays, which HotSpot's C2 compiles within milliseconds and turns into vector instructions
 * by itself: what runs without the incubator module. The same bits as all others. Not exported.
 *
 * <p>Two micro-kernels do most of the work: {@code Updates} adds outer products to rows, {@code Dots} adds up dot products
 * in lanes. Operands are copied block by block from the memory off the heap to arrays that fit the caches, because C2
 * vectorizes a loop that stores only where it knows that nothing it loads is changed: of two arrays at the same index it
 * does, of two segments it does not.
 *
 * <p>Rules: a hot loop is a method of its own, with its arrays and counts as parameters, so that it is compiled early; it
 * uses one index for all of its arrays.
 */
package org.lanewise.core.internal.plain;
