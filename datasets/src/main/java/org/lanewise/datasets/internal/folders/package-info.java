/** Folders of pictures by class: found, decoded once, and kept as bytes in a cache that is mapped. */
package org.lanewise.datasets.internal.folders;
