/** What a recording of Java Flight Recorder shows of the commands. */
package org.lanewise.cli.events;
