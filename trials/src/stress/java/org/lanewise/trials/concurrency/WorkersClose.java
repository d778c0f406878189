package org.lanewise.trials.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lanewise.core.kernels.Workers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Workers are closed while an operation begins: it is done as a whole, or refused as a whole. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "done before")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "refused")
@Outcome(expect = FORBIDDEN, desc = "half done")
@State
public class WorkersClose {

    private final Workers workers = Workers.of(2);
    private final int[] parts = new int[2];

    @Actor
    public void run(I_Result result) {
        try {
            workers.run(2, part -> parts[part]++);
        } catch (IllegalStateException closed) {
            // Then no part was begun.
        }
        result.r1 = parts[0] + parts[1];
    }

    @Actor
    public void close() {
        workers.close();
    }
}
