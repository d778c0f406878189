/** The implementations that are measured: their names, what each can do, and where its kernels come from. */
package org.lanewise.bench.implementations;
