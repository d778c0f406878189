package org.lanewise.core.internal.base;

/** Scratch for the scores of one example at a time, by parameters that are folded. Serves one call at a time. */
public interface ExampleScores {

    /**
     * Scores of one example of unsigned bytes.
     *
     * @param example D values
     * @param scores K scores, overwritten
     */
    void scores(byte[] example, float[] scores);

    /**
     * Scores of one example of floats.
     *
     * @param example D values
     * @param scores K scores, overwritten
     */
    void scores(float[] example, float[] scores);
}
