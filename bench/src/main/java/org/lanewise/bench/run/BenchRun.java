package org.lanewise.bench.run;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.Effort;

/** Runs all cases, one after another, keeping the log and the progress line up to date. */
public final class BenchRun implements RunListener {

    /** Exit code of what died of Ctrl-C: 128 and the signal's number. */
    public static final int INTERRUPTED = 130;

    /** How JMH ends its sentence about a fork that did. */
    private static final String FORK_INTERRUPTED = "exit code " + INTERRUPTED;

    private static final long PATIENCE_SECONDS = 5;

    private final List<BenchmarkCase> cases;
    private final JmhFork fork;
    private final int threads;
    private final RunLog log;
    private final RunProgress progress;
    private final Consumer<RunLog> keep;
    private final TimePlan plan;
    private final int total;
    private final long start = System.nanoTime();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int done;

    /**
     * A run.
     *
     * @param cases what to run
     * @param effort what to spend on each
     * @param threads threads that share an operation, where an implementation can use them
     * @param vmOptions options of the forks
     * @param log takes the results
     * @param progress shows how far the run is
     * @param keep called with the log whenever something was added to it
     */
    public BenchRun(
            List<BenchmarkCase> cases,
            Effort effort,
            int threads,
            List<String> vmOptions,
            RunLog log,
            RunProgress progress,
            Consumer<RunLog> keep) {
        this.cases = cases;
        this.fork = new JmhFork(effort, vmOptions);
        this.threads = threads;
        this.log = log;
        this.progress = progress;
        this.keep = keep;
        this.plan = new TimePlan(cases, effort);
        this.total =
                cases.stream().mapToInt(each -> each.implementations().size()).sum();
    }

    /** Runs everything; failures are in the log. */
    public void run() {
        for (BenchmarkCase what : cases) {
            new Race(what, fork, threads, this).run();
        }
        progress.clear();
    }

    /** Takes no more results: forks that die of the same Ctrl-C are no failures. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void forkStarts(BenchmarkCase what, String implementation, int round) {
        String fork = " fork " + round + "/" + this.fork.effort().forks(implementation);
        progress.running(done, total, elapsed(), plan.secondsLeft(elapsed()), what.id(implementation) + fork);
    }

    @Override
    public void forkEnded(BenchmarkCase what, String implementation) {
        plan.over(what, implementation, 1);
    }

    @Override
    public void finished(Measured measured) {
        if (isStopped()) {
            return;
        }
        log.add(measured);
        ended(measured.what().id(measured.implementation()));
    }

    @Override
    public void failed(BenchmarkCase what, String implementation, int forksDropped, String reason) {
        if (isStopped() || reason.endsWith(FORK_INTERRUPTED) && stopsSoon()) {
            return;
        }
        plan.over(what, implementation, forksDropped);
        log.add(new Failure(what.id(implementation), reason));
        ended(what.id(implementation) + " FAILED");
    }

    /** Whether {@link #stop} is on its way: on a busy machine a fork may die of Ctrl-C before this VM has heard of it. */
    private boolean stopsSoon() {
        try {
            return stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ended(String what) {
        done++;
        keep.accept(log);
        progress.ended(done, total, elapsed(), plan.secondsLeft(elapsed()), what);
    }

    private double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }
}
