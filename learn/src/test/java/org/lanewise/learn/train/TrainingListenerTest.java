package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingListenerTest {

    private final List<String> told = new ArrayList<>();

    private TrainingListener listener(String name) {
        return new TrainingListener() {
            @Override
            public void stepDone(int epoch, long step, double loss, float learningRate) {
                told.add(name + " " + epoch + " " + step + " " + loss + " " + learningRate);
            }

            @Override
            public void epochDone(EpochReport report) {
                told.add(name + " " + report);
            }
        };
    }

    @Test
    void bothAreToldInTheirOrder() {
        TrainingListener both = listener("first").andThen(listener("second"));
        both.stepDone(1, 2, 3, 4);
        both.epochDone(null);

        assertEquals(List.of("first 1 2 3.0 4.0", "second 1 2 3.0 4.0", "first null", "second null"), told);
    }
}
