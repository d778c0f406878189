/**
 * Gradients by differences ({@link org.lanewise.core.gradient.NumericGradient}), and the check of an analytic gradient
 * against them, which knows the kinks of a loss ({@link org.lanewise.core.gradient.NumericReference}).
 */
package org.lanewise.core.gradient;
