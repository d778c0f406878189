/** The command line: the program's entry, the root command, and what all commands have in common. */
package org.lanewise.cli;
