/** The k-nearest-neighbour classifier, to which the lecture compares the linear one. */
package org.lanewise.learn.neighbours;
