/** Softmax as others would write it in Java: opponents of the softmax kernels, not used elsewhere. */
package org.lanewise.bench.softmax;
