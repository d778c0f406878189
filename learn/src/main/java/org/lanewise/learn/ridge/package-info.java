/** Least squares with a penalty on the squares of the weights, solved exactly: one pass over the data for all strengths. */
package org.lanewise.learn.ridge;
