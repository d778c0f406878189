package org.lanewise.bench.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FlopsTest {

    @Test
    void aProductIsTwiceItsMultiplyAdds() {
        assertEquals(2.0 * 1024 * 1024 * 1024, Flops.matmul(1024, 1024, 1024));
        assertEquals(61_440, Flops.matmul(1, 10, 3072));
    }

    @Test
    void aStepIsTwoProductsAnImage() {
        assertEquals(2 * 61_440, Flops.step(1, 10, 3072));
        assertEquals(256 * 2 * 61_440, Flops.step(256, 10, 3072));
    }

    @Test
    void aCenteredDifferenceIsTwoLosses() {
        assertEquals(2 * (64.0 * 2 * 10 * 3073 + 2 * 10 * 3072), Flops.losses(2, 64, 10, 3072));
        assertEquals(8.0 * 2 * (64 + 10) * 3073, Bytes.losses(2, 64, 10, 3072));
    }

    @Test
    void whatIsBeyondPixelsCountsProductsThatAreDone() {
        assertEquals(2.0 * 729 * 48 * 800, Flops.patches(1, 1600));
        assertEquals(3072 + 4 * (48 * 800 + 4 * 1600), Bytes.patches(1, 1600, 3072));
        assertEquals(256 * (4.0 * 3072 * 512 + 6 * 512 * 10), Flops.hidden(256, 3072, 512, 10));
    }

    @Test
    void softmaxMovesEightBytesForEachElement() {
        assertEquals(3, Flops.softmax(1000) / Bytes.softmax(1000));
    }
}
