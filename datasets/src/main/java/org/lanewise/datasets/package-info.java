/** Data sets of any format as examples: what is there is found out by looking, and mapped where it lies if it can be. */
package org.lanewise.datasets;
