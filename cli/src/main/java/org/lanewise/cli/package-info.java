/** The command line: the door, the root command, and what all commands have in common. */
package org.lanewise.cli;
