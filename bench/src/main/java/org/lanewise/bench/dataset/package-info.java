/** Which images the benchmarks read. */
package org.lanewise.bench.dataset;
