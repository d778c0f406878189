/**
 * Matrices over memory segments. They know shape, stride and whose the memory is, and nothing of mathematics or lanes.
 */
package org.lanewise.core.data;
