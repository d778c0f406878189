package org.lanewise.bench.run;

/**
 * A measurement that failed.
 *
 * @param id benchmark, case and implementation
 * @param reason one line
 */
public record Failure(String id, String reason) {}
