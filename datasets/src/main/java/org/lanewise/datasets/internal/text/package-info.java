/** Tables and sparse vectors as text, read line by line into memory off the heap. */
package org.lanewise.datasets.internal.text;
