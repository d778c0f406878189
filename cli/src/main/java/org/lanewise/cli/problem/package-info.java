/** What is to be learned: which images, preprocessed how, with which loss. */
package org.lanewise.cli.problem;
