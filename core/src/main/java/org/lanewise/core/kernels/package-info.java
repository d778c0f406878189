/**
 * The one interface between mathematics and machine: the operations that cost time, and the choice of who does them.
 */
package org.lanewise.core.kernels;
