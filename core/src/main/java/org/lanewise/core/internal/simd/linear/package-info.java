/** Passes of a linear model over a minibatch: fold, score, gradient, step; of few examples, prepared first. */
package org.lanewise.core.internal.simd.linear;
