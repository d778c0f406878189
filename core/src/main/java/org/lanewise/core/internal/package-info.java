/** What scalar and SIMD kernels have in common: the FMA policy and the constants of exp. Not exported. */
package org.lanewise.core.internal;
