/** The lecture's bad ideas of how to find weights, to compare the good ones with. */
package org.lanewise.core.baseline;
