/** Who races: the names of the implementations, and where their kernels come from. */
package org.lanewise.bench.implementations;
