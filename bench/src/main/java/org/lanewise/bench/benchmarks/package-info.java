/** The JMH benchmarks. Each checks its own answer against the scalar kernels before it is timed. */
package org.lanewise.bench.benchmarks;
