package org.lanewise.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.lanewise.cifar.CifarFormatException;
import org.lanewise.core.file.ArrayFileException;
import picocli.CommandLine.ParameterException;

/** The program behind {@code ./lanewise}. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;

    private Main() {}

    /**
     * Runs a command and ends the VM with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Runs a command and does everything but end the VM.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command and its options
     * @return 0 done, 1 failed, 2 bad usage or input
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
        try (Interrupt interrupt = new Interrupt()) {
            return run(interrupt, new PrintWriter(out, true, StandardCharsets.UTF_8), errors, arguments);
        } catch (OutOfMemoryError tooLarge) {
            errors.println("lanewise: The heap is too small for this; give more with LANEWISE_JVM_OPTIONS=-Xmx1g.");
            return FAILED;
        }
    }

    private static int run(Interrupt interrupt, PrintWriter out, PrintWriter errors, String... arguments) {
        return Lanewise.commandLine(List.of(arguments), interrupt)
                .setOut(out)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, ignored) -> usage(wrong, errors))
                .setExecutionExceptionHandler((failure, command, parsed) -> failure(failure, errors))
                .execute(arguments);
    }

    private static int usage(ParameterException wrong, PrintWriter err) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName(" ");
        err.println(command + ": " + Sentence.of(Usage.sentence(wrong)) + " See " + command + " --help.");
        return WRONG_INPUT;
    }

    private static int failure(Exception thrown, PrintWriter err) {
        Exception failure = thrown instanceof UncheckedIOException wrapped ? wrapped.getCause() : thrown;
        err.println("lanewise: " + Sentence.of(failure));
        if (System.getenv("LANEWISE_TRACE") != null) {
            failure.printStackTrace(err);
        }
        return isWrongInput(failure) ? WRONG_INPUT : FAILED;
    }

    private static boolean isWrongInput(Exception failure) {
        return failure instanceof InputException
                || failure instanceof IllegalArgumentException
                || failure instanceof CifarFormatException
                || failure instanceof ArrayFileException
                || failure instanceof NoSuchFileException
                || failure instanceof AccessDeniedException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof NotDirectoryException;
    }
}
