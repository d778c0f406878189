/** From results to files and tables. */
package org.lanewise.bench.report;
