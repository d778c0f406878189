package org.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CompositionTest {

    @Test
    void aMinibatchIsTakenWholeOrInBlocksThatAreNotLarger() {
        assertEquals(List.of(1), Composition.candidates(1));
        assertEquals(List.of(16), Composition.candidates(16));
        assertEquals(List.of(16, 24), Composition.candidates(24));
        assertEquals(List.of(16, 32, 1024), Composition.candidates(1024));
    }

    @Test
    void theFastestIsChosen() {
        for (int fastest : Composition.candidates(64)) {
            int chosen = Composition.fastest(64, images -> () -> pause(images == fastest ? 1 : 20));
            assertEquals(fastest, chosen);
        }
    }

    private static void pause(int milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
