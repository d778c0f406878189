/** How good a model is on a set that it has not learned from. */
package org.lanewise.learn.evaluate;
