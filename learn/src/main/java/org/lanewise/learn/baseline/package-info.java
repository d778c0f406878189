/**
 * Random search and random local search: ways to find weights that look at the loss alone, to compare gradients with.
 */
package org.lanewise.learn.baseline;
