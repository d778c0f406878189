package org.lanewise.bench.cold;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lanewise.core.kernels.Kernels;

/**
 * How fast calls of one kind are in this VM after three seconds of them, and what they allocate: the same kernels may be compiled in
 * another way in another VM. Arguments: {@code list} prints the cases; {@code CASE fresh|used} prints calls per second, the medians
 * of tenths of a second, and bytes per call. A used VM has called other shapes in other kinds of memory before.
 */
public final class SteadyCalls {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long WARMING_UP = 3_000_000_000L;
    private static final long WINDOW = 100_000_000L;
    private static final int WINDOWS = 10;

    private SteadyCalls() {}

    /**
     * Measures and prints one line.
     *
     * @param arguments as above
     * @throws IOException if no file can be made to map
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals("list")) {
            names().forEach(System.out::println);
            return;
        }
        if (arguments.length != 2 || !List.of("fresh", "used").contains(arguments[1])) {
            System.err.println("SteadyCalls takes list, or the name of a case and fresh or used.");
            System.exit(2);
        }
        Kernels kernels = Kernels.best();
        if (arguments[1].equals("used")) {
            OtherUses.of(kernels);
        }
        Runnable call = SteadyCase.named(arguments[0]).call(kernels, Arena.ofShared());
        System.out.println(measure(call));
    }

    /** {@return the names of all cases} */
    static List<String> names() {
        return SteadyCase.all().stream().map(SteadyCase::name).toList();
    }

    private static String measure(Runnable call) {
        long end = System.nanoTime() + WARMING_UP;
        while (System.nanoTime() < end) {
            call.run();
        }
        double[] rates = new double[WINDOWS];
        long calls = 0;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int window = 0; window < WINDOWS; window++) {
            long start = System.nanoTime();
            long now = start;
            int done = 0;
            while (now - start < WINDOW) {
                call.run();
                done++;
                now = System.nanoTime();
            }
            rates[window] = done * 1e9 / (now - start);
            calls += done;
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        Arrays.sort(rates);
        return String.format(Locale.ROOT, "%.1f %d", rates[WINDOWS / 2], bytes / calls);
    }
}
