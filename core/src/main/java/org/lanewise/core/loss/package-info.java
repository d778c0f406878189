/** Losses as functions of a parameter vector in double precision: what numeric gradients are taken of. */
package org.lanewise.core.loss;
