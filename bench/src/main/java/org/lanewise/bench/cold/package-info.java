/** What a fresh VM can do in its first seconds, measured from outside by {@code scripts/first-seconds.sh}. */
package org.lanewise.bench.cold;
