package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.report.Spread.Sample;

class SpreadTest {

    private static final int CASES = 5000;
    private static final int FREEDOM = 4;

    /** Variances of samples whose true variances are {@code variance * freedom / chi-squared(freedom)}. */
    private static List<Sample> samples(double variance, int freedom) {
        Random random = new Random(7);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            double truth = freedom == 0 ? variance : variance * freedom / chiSquared(random, freedom);
            samples.add(new Sample(truth * chiSquared(random, FREEDOM) / FREEDOM, FREEDOM));
        }
        return samples;
    }

    private static double chiSquared(Random random, int freedom) {
        double sum = 0;
        for (int i = 0; i < freedom; i++) {
            double normal = random.nextGaussian();
            sum += normal * normal;
        }
        return sum;
    }

    @Test
    void bothParametersAreFound() {
        Spread spread = Spread.of(samples(0.0004, 6));
        assertEquals(0.0004, spread.variance(), 0.00004);
        assertEquals(6, spread.freedom(), 1);
    }

    @Test
    void whereAllCasesScatterAlikeTheTypicalVarianceIsWorthMuch() {
        Spread spread = Spread.of(samples(0.01, 0));
        assertEquals(0.01, spread.variance(), 0.001);
        assertTrue(spread.freedom() > 50, "freedom: " + spread.freedom());
    }

    @Test
    void aCaseIsJudgedByItsOwnAndTheTypicalVariance() {
        Sample known = new Spread(1, 4).with(new Sample(4, 2));
        assertEquals(2, known.variance(), 1e-12);
        assertEquals(6, known.freedom(), 1e-12);
    }
}
