/**
 * What all kernels have in common: the FMA policy and what the machine can do, the user's choice of
 * kernels, cache sizes, the order in which a product is summed, the logarithm, and the constants of exp. Not exported.
 */
package org.lanewise.core.internal;
