/** Training: the step of minibatch gradient descent. */
package org.lanewise.core.train;
