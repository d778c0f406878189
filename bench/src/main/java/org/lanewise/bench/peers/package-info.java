/** Foreign matrix products that are raced against Lanewise, and the training step that is composed of them. */
package org.lanewise.bench.peers;
