/**
 * From results to rows, tables, CSV and JSON, with the environment they were measured in, in a directory of the run.
 */
package org.lanewise.bench.report;
