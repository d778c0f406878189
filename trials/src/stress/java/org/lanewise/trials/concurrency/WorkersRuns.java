package org.lanewise.trials.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lanewise.core.kernels.Workers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two callers share workers: parts see what their caller wrote, and the caller sees what the parts wrote, each done once. */
@JCStressTest
@Outcome(id = "33, 33", expect = ACCEPTABLE, desc = "every part once, and seen")
@Outcome(expect = FORBIDDEN, desc = "a part left out, done twice or not seen")
@State
public class WorkersRuns {

    private static final Workers WORKERS = Workers.of(2);

    private final int[] first = new int[4];
    private final int[] second = new int[4];

    @Actor
    public void one(II_Result result) {
        result.r1 = run(first);
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = run(second);
    }

    private static int run(int[] parts) {
        parts[3] = 10;
        WORKERS.run(3, part -> parts[part] += parts[3] + 1);
        return parts[0] + parts[1] + parts[2];
    }
}
