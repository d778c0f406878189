package org.lanewise.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.implementations.Implementations;
import org.openjdk.jmh.results.RunResult;

/**
 * Runs one case: fork 1 of every implementation, fork 2 of every implementation, and so on. A machine that slows down
 * or speeds up over the minutes does so for all of them, and the ratios stay.
 */
final class Race {

    private final BenchmarkCase what;
    private final JmhFork fork;
    private final int threads;
    private final RunListener listener;
    private final Map<String, List<RunResult>> finished = new LinkedHashMap<>();
    private final Set<String> running;

    Race(BenchmarkCase what, JmhFork fork, int threads, RunListener listener) {
        this.what = what;
        this.fork = fork;
        this.threads = threads;
        this.listener = listener;
        this.running = new LinkedHashSet<>(what.implementations());
    }

    void run() {
        for (int round = 1; round <= fork.effort().forks(); round++) {
            for (String implementation : List.copyOf(running)) {
                if (round <= fork.effort().forks(implementation)) {
                    runFork(implementation, round);
                }
            }
        }
    }

    private void runFork(String implementation, int round) {
        if (listener.isStopped()) {
            return;
        }
        int forks = fork.effort().forks(implementation);
        listener.forkStarts(what, implementation, round);
        try {
            List<RunResult> results = finished.computeIfAbsent(implementation, name -> new ArrayList<>());
            results.add(fork.run(what, implementation));
            listener.forkEnded(what, implementation);
            if (round == forks) {
                listener.finished(measured(implementation, results));
            }
        } catch (BenchmarkFailedException failed) {
            running.remove(implementation);
            listener.failed(what, implementation, forks - round + 1, failed.getMessage());
        }
    }

    private Measured measured(String implementation, List<RunResult> results) {
        int used = Implementations.threads(implementation, what.threads(threads));
        return new Measured(what, implementation, used, Merge.forks(results));
    }
}
