/** Two runs side by side: which case became faster or slower, and whether that is more than noise. */
package org.lanewise.bench.compare;
