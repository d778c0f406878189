package org.lanewise.learn.baseline;

/** Is told of every try of a search, on the thread that searches. */
@FunctionalInterface
public interface SearchListener {

    /** A listener that does nothing. */
    SearchListener NONE = (attempt, loss, best) -> true;

    /**
     * Weights were tried.
     *
     * @param attempt the number of the try, from 0
     * @param loss their mean loss
     * @param best the smallest mean loss so far, this try's included
     * @return false to end the search with what was found
     */
    boolean tried(int attempt, double loss, double best);
}
