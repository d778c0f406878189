/**
 * What training minimizes: losses and regularization, as descriptions that the kernels compute; and the loss as a
 * function of a parameter vector in double precision, of which numeric gradients are taken.
 */
package org.lanewise.core.loss;
