package org.lanewise.cli;

/** A command that reads no data set, whatever options name one: its help leaves these out. */
public interface WithoutData {}
