/** What a linear classifier is made of: its parameters and the preprocessing of its pixels. */
package org.lanewise.core.model;
