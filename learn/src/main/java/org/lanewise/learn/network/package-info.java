/** A hidden layer before the linear classifier. */
package org.lanewise.learn.network;
