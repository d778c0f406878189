/** Commands to look at a classifier: its loss, its gradient, its weights. */
package org.lanewise.cli.look;
