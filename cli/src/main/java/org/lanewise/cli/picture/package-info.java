/** Pictures: charts drawn by JFreeChart, and grids of small images. */
package org.lanewise.cli.picture;
