/** How good a model is on a set that it was not trained on. */
package org.lanewise.learn.evaluate;
