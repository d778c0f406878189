package org.lanewise.bench.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void aProductMovesEachOperandAndTheResultOnce() {
        assertEquals(4 * (2 * 5 + 5 * 3 + 2 * 3), Bytes.matmul(2, 3, 5));
    }

    @Test
    void aStepReadsPixelsAndWeightsAndWritesWeights() {
        assertEquals(64 * 3072 + 2 * 4 * 10 * 3072, Bytes.step(64, 10, 3072));
    }

    @Test
    void scoresReadPixelsAndWeightsAndWriteScores() {
        assertEquals(64 * 3072 + 4 * 2 * 3072 + 4 * 64 * 2, Bytes.scores(64, 2, 3072));
    }
}
