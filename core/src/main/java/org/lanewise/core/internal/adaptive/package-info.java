/**
 * Kernels that are fast from the first call: plain loops until the SIMD kernels are compiled, which small problems beside the
 * caller's calls bring about. Both have the same bits, so nobody can see in a result who computed it. Not exported.
 */
package org.lanewise.core.internal.adaptive;
