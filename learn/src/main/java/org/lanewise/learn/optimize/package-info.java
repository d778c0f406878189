/**
 * Minimization of smooth functions in double, which know nothing of models: L-BFGS, its line search, and what a function has to
 * offer.
 */
package org.lanewise.learn.optimize;
