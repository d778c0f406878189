/** Commands to train and use classifiers. */
package org.lanewise.cli.learn;
