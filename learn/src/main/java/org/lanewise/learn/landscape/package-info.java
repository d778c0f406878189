/** What the loss looks like around a model: along rays and over planes through the space of parameters. */
package org.lanewise.learn.landscape;
