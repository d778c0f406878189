/** The textbook's loops: the reference of tests and the honest baseline. Not exported. */
package org.lanewise.core.internal.scalar;
