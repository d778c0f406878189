/**
 * What a linear classifier is made of: its parameters, the preprocessing of its pixels, and both together with the
 * names of the classes.
 */
package org.lanewise.core.model;
