package org.lanewise.trials.concurrency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import org.lanewise.core.kernels.Workers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two callers share workers, and a part of each throws a checked exception: the first, a middle one or the last. It arrives, no part
 * runs any more, and the next operation is whole.
 */
@JCStressTest
@Outcome(id = "133, 133", expect = ACCEPTABLE, desc = "thrown to the caller, and afterwards every part once, and seen")
@Outcome(expect = FORBIDDEN, desc = "lost, or a part that runs on, is left out, done twice or not seen")
@State
public class WorkersFail {

    private static final Workers WORKERS = Workers.of(2);

    private final int[] first = new int[4];
    private final int[] second = new int[4];

    @Actor
    public void one(II_Result result) {
        result.r1 = fail(first, 0) + run(first);
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = fail(second, hashCode() % 3) + run(second);
    }

    /** 100 if the exception of a part arrives; later parts write where {@link #run} would see it. */
    private static int fail(int[] parts, int failing) {
        IOException expected = new IOException();
        int thrown = 0;
        try {
            WORKERS.run(3, part -> {
                if (part == failing) {
                    throw WorkersFail.<RuntimeException>unchecked(expected);
                }
                parts[part] = 1000;
            });
        } catch (Exception any) {
            thrown = any == expected ? 100 : -100;
        }
        parts[0] = parts[1] = parts[2] = 0;
        return thrown;
    }

    private static int run(int[] parts) {
        parts[3] = 10;
        WORKERS.run(3, part -> parts[part] += parts[3] + 1);
        return parts[0] + parts[1] + parts[2];
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
