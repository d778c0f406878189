/** What the tests share: the kernels under test, guarded memory, seeded inputs, references in plain arrays. */
package org.lanewise.core.testing;
