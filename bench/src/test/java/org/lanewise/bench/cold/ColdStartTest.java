package org.lanewise.bench.cold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.cases.Mode;

/** In real VMs. */
class ColdStartTest {

    @Test
    void everyFigureIsANumberOfAFreshVm() throws IOException {
        List<ColdFigure> figures = ColdStart.of(Mode.SMOKE).measure();
        assertEquals(5, figures.size());
        figures.forEach(each -> assertTrue(each.median() > 0, each.toString()));
        assertTrue(figures.getLast().median() <= 2, figures::toString);
    }

    @Test
    void nearlyFullSpeedIsReachedInTheFirstTenthThatIsFastEnough() {
        double[] tenths = {0, 1, 5, 91, 80, 100, 100, 100, 100, 100};
        assertEquals(0.4, FirstSeconds.secondsToNearlyFull(tenths), 1e-9);
    }

    @Test
    void aFilterFindsItByItsName() {
        assertTrue(ColdStart.isWanted(Pattern.compile("^cold/")));
        assertFalse(ColdStart.isWanted(Pattern.compile("softmax")));
    }
}
