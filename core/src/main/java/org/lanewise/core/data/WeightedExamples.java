package org.lanewise.core.data;

/** The examples of another set with weights in an array. */
record WeightedExamples(Examples source, float... weights) implements ExamplesView {

    WeightedExamples {
        if (weights.length != source.size()) {
            throw new IllegalArgumentException("There are " + source.size() + " examples, but " + weights.length
                    + " weights; give one weight per example.");
        }
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            if (!(weights[row] >= 0 && weights[row] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Weight " + row + " (the first is 0) is " + weights[row]
                        + ", but weights are finite numbers of at least 0.");
            }
            sum += weights[row];
        }
        if (sum == 0) {
            throw new IllegalArgumentException(
                    "All " + weights.length + " weights are 0, so there is nothing to learn from.");
        }
    }

    @Override
    public float weight(int row) {
        return weights[row];
    }

    @Override
    public boolean isWeighted() {
        return true;
    }
}
