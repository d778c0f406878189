/**
 * The honest opponent of the SIMD kernels: plain Java on heap arrays, in loops that C2 turns into vector instructions by
 * itself. It keeps the contract of {@code Kernels} except for the order of summation.
 */
package org.lanewise.bench.auto;
