/**
 * Pictures from files: PNG, GIF and BMP are decoded here, JPEG by the JDK's libjpeg. Pixels go row after row into
 * {@link org.lanewise.datasets.pictures.AreaMean}, so that a picture of any size takes the memory of a few rows, and no
 * colour space of the JDK changes a value.
 */
package org.lanewise.datasets.pictures;
