/**
 * Data over memory segments: matrices of floats and of bytes, labelled images, and the walk over them in shuffled
 * minibatches. Matrices know shape, stride and whose the memory is, and nothing of mathematics or lanes. Views of rows
 * copy nothing.
 */
package org.lanewise.core.data;
