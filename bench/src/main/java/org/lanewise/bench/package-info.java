/** The command line of the benchmarks. */
package org.lanewise.bench;
