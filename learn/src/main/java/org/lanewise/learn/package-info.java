/** The short way to a trained classifier: {@link org.lanewise.learn.LinearClassifier}. */
package org.lanewise.learn;
