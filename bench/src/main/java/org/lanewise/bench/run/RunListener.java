package org.lanewise.bench.run;

import org.lanewise.bench.cases.BenchmarkCase;

/** Hears how a run goes. */
interface RunListener {

    /** Whether to start no more forks. */
    boolean isStopped();

    void forkStarts(BenchmarkCase what, String implementation, int round);

    void forkEnded(BenchmarkCase what, String implementation);

    /** All forks of an implementation are done. */
    void finished(Measured measured);

    /** An implementation is out of the race, and so many forks that were planned, this one included, are not run. */
    void failed(BenchmarkCase what, String implementation, int forksDropped, String reason);
}
