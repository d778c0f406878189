package org.lanewise.spark;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerSpeculativeTaskSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.lanewise.spark.LocalSpark.Data;
import scala.Tuple2;

/**
 * A driver in a VM of its own, of a cluster whose address is in {@code spark.master}. It trains, and meanwhile does one thing to one
 * executor. It prints the bits of the classifier, and what happened.
 */
final class ClusterProgram {

    /** The data of all, which the test knows too. */
    static final Data DATA = Data.random(30_000, 5, 3);

    static final float L2 = 1e-3f;
    static final int ITERATIONS = 8;

    private static final int PARTITIONS = 4;

    /** Jobs that read the examples and look at them are over by then. */
    private static final int TASK = 29;

    private static final AtomicInteger TASKS = new AtomicInteger();
    private static final AtomicInteger REMOVED = new AtomicInteger();
    private static final AtomicInteger SPECULATIVE = new AtomicInteger();

    private ClusterProgram() {}

    /**
     * Sends a signal to the executor that gets the last task of a pass. If it stopped before, the other executor would be given its next
     * task, ask it for the examples, and wait.
     */
    private static final class Saboteur extends SparkListener {

        private final Map<String, Long> processes;
        private final String signal;
        private final Map<Integer, Integer> started = new HashMap<>();
        private boolean isDone;

        Saboteur(Map<String, Long> processes, String signal) {
            this.processes = processes;
            this.signal = signal;
        }

        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            int ofStage = started.merge(start.stageId(), 1, Integer::sum);
            if (TASKS.incrementAndGet() >= TASK && ofStage == PARTITIONS && !isDone) {
                isDone = true;
                signal(processes.get(start.taskInfo().executorId()), signal);
            }
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            REMOVED.incrementAndGet();
        }

        @Override
        public void onSpeculativeTaskSubmitted(SparkListenerSpeculativeTaskSubmitted submitted) {
            SPECULATIVE.incrementAndGet();
        }
    }

    private static void signal(long process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, Long> processes = executors();
        LocalSpark.SESSION.sparkContext().addSparkListener(new Saboteur(processes, args[0]));
        Thread.ofPlatform().daemon().start(() -> wakeUp(processes));
        try (DistributedExamples examples =
                DistributedExamples.of(DATA.dataset(), RowColumns.of("label", "features"), PARTITIONS)) {
            System.out.println("bits="
                    + LocalSpark.bits(DistributedClassifier.defaults()
                            .withL2(L2)
                            .withIterations(ITERATIONS)
                            .fit(examples)));
        }
        System.out.println("tasks=" + TASKS.get());
        System.out.println("removed=" + REMOVED.get());
        System.out.println("speculative=" + SPECULATIVE.get());
        LocalSpark.SESSION.stop();
    }

    /** The processes of both executors, by their names. */
    private static Map<String, Long> executors() throws InterruptedException {
        Map<String, Long> processes = new ConcurrentHashMap<>();
        while (processes.size() < 2) {
            LocalSpark.CONTEXT
                    .parallelize(List.of(1, 2, 3, 4), 4)
                    .map(part -> {
                        Thread.sleep(200);
                        return new Tuple2<>(
                                SparkEnv.get().executorId(),
                                ProcessHandle.current().pid());
                    })
                    .collect()
                    .forEach(found -> processes.put(found._1(), found._2()));
        }
        return processes;
    }

    /** An executor that sleeps gets up once its task has been done by another. */
    private static void wakeUp(Map<String, Long> processes) {
        try {
            while (SPECULATIVE.get() == 0) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            TimeUnit.SECONDS.sleep(3);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        processes.values().forEach(process -> signal(process, "CONT"));
    }
}
