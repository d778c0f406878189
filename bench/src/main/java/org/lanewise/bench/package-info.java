/** The command line of the benchmarks: options, and a session that measures, reports, resumes or compares. */
package org.lanewise.bench;
