/** Runs cases through JMH, the forks of a case's implementations in turns, and keeps what was finished. */
package org.lanewise.bench.run;
