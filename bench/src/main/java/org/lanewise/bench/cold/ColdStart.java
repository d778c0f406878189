package org.lanewise.bench.cold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.lanewise.bench.cases.Mode;

/**
 * What a user meets first: the first calls in fresh VMs, which JMH has no form for. The VMs have no option but
 * {@code --add-modules}, and Lanewise's kernels are those that a user gets, {@code Kernels.best()}.
 */
public final class ColdStart {

    /** What {@code --filter} is matched with, and failures show. */
    public static final String ID = "cold/first-seconds/best";

    /** What one VM of each kind takes around its seconds of training, as measured on two cores of a server. */
    private static final double SECONDS_AROUND = 2;

    private static final String BATCH = "256";
    private static final String SIDE = "512";

    private final int vms;
    private final int seconds;

    private ColdStart(int vms, int seconds) {
        this.vms = vms;
        this.seconds = seconds;
    }

    /**
     * The measurement of a mode.
     *
     * @param mode the mode
     * @return three fresh VMs, or one for a smoke run
     */
    public static ColdStart of(Mode mode) {
        return mode == Mode.SMOKE ? new ColdStart(1, 2) : new ColdStart(3, 5);
    }

    /**
     * Whether a filter finds it.
     *
     * @param filter the filter
     * @return whether it is to be measured
     */
    public static boolean isWanted(Pattern filter) {
        return filter.matcher(ID).find();
    }

    /** {@return about how many seconds it takes} */
    public double totalSeconds() {
        return vms * (seconds + SECONDS_AROUND);
    }

    /**
     * Measures, VM after VM.
     *
     * @return the figures
     * @throws IOException if a VM cannot be started, or does not answer with numbers
     */
    public List<ColdFigure> measure() throws IOException {
        List<double[]> products = new ArrayList<>();
        List<double[]> steps = new ArrayList<>();
        for (int vm = 0; vm < vms; vm++) {
            products.add(numbers("product", SIDE));
            steps.add(numbers("steps", BATCH, String.valueOf(seconds)));
        }
        return List.of(
                figure("product of " + SIDE + " cubed, first call", "ms", products, 0),
                figure("product of " + SIDE + " cubed, tenth call", "ms", products, 2),
                figure("training by " + BATCH + ", first second", "thousand images", steps, 0),
                figure("training by " + BATCH + ", second second", "thousand images", steps, 1),
                figure("training by " + BATCH + ", until 90 % of full speed", "s", steps, seconds));
    }

    private static ColdFigure figure(String what, String unit, List<double[]> lines, int column) {
        return new ColdFigure(
                what, unit, lines.stream().map(line -> line[column]).sorted().toList());
    }

    private static double[] numbers(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstSeconds.class.getName(), "best"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return Arrays.stream(output.split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException noNumbers) {
            throw new IOException("a fresh VM printed no numbers, but \"" + output + "\"", noNumbers);
        }
    }
}
