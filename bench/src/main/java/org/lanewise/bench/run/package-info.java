/** Runs cases through JMH, with the forks of all implementations of a case in turns, and keeps what is finished. */
package org.lanewise.bench.run;
