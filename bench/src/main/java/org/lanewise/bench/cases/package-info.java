/** What is measured: the cases, the implementations that race in them, and how long each mode takes over it. */
package org.lanewise.bench.cases;
