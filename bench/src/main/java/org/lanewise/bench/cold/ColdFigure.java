package org.lanewise.bench.cold;

import java.util.List;

/**
 * One figure of fresh VMs.
 *
 * @param what what was measured
 * @param unit its unit
 * @param values a value for each VM, the smallest first
 */
public record ColdFigure(String what, String unit, List<Double> values) {

    /** {@return the value in the middle} */
    public double median() {
        return values.get(values.size() / 2);
    }
}
