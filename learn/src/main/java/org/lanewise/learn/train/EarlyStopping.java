package org.lanewise.learn.train;

/**
 * When to stop because the validation accuracy no longer improves. The weights of the best epoch are restored.
 *
 * @param patience how many epochs without improvement end the training, at least 1
 * @param minDelta by how much the accuracy must exceed the best so far to count as an improvement, at least 0
 */
public record EarlyStopping(int patience, double minDelta) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public EarlyStopping {
        Requirements.atLeastOne("The patience", patience);
        Requirements.notNegative("The least improvement", minDelta);
    }

    /**
     * Any improvement counts.
     *
     * @param patience how many epochs without improvement end the training, at least 1
     * @return the rule
     */
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(patience, 0);
    }
}
