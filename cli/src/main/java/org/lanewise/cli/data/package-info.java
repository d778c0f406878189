/** {@code lanewise data}: look at a data set, download it, make one up. */
package org.lanewise.cli.data;
