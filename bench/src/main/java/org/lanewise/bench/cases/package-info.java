/** What is measured: the cases of each mode, and how long it takes over them. */
package org.lanewise.bench.cases;
