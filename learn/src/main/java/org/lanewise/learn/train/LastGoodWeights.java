package org.lanewise.learn.train;

/**
 * A copy of weights with a finite loss, for a training that diverges. A loss that is not finite shows one step late that the
 * weights are bad, so a copy counts only after the step from it had a finite loss.
 */
final class LastGoodWeights {

    /** Examples between two copies. */
    private static final int EXAMPLES = 8192;

    private final long stepsBetween;
    private float[] good;
    private float[] candidate;
    private long goodStep;
    private long candidateStep;
    private boolean isNew;

    LastGoodWeights(int parameters, int batchSize) {
        stepsBetween = Math.ceilDiv(EXAMPLES, batchSize);
        good = new float[parameters];
        candidate = new float[parameters];
    }

    /** Begins with weights that count as good. */
    void begin(Layers layers, long step) {
        layers.load(good);
        goodStep = step;
        candidateStep = step - stepsBetween;
    }

    /** Copies the weights before a step, if it is time: also as an epoch begins, for a small set has fewer examples. */
    void beforeStep(Layers layers, long step, boolean beginsEpoch) {
        isNew = beginsEpoch || step - candidateStep >= stepsBetween;
        if (isNew) {
            layers.load(candidate);
            candidateStep = step;
        }
    }

    /** The step showed that the copy's loss is finite. */
    void afterStep() {
        if (isNew) {
            float[] kept = candidate;
            candidate = good;
            good = kept;
            goodStep = candidateStep;
        }
    }

    /** Gives layers the good weights; returns the number of steps that led to them. */
    long restore(Layers layers) {
        layers.store(good);
        return goodStep;
    }
}
