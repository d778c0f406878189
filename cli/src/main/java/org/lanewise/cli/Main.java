package org.lanewise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.lanewise.cifar.CifarFormatException;
import org.lanewise.cli.output.StandardOutput;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;
import org.lanewise.learn.file.ArrayFileException;
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
        System.exit(run(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), arguments));
    }

    /**
     * Runs a command and does everything but end the VM. A command whose standard output cannot be written does the rest of
     * its work, such as saving a model, and has failed.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command and its options
     * @return 0 done, 1 failed, 2 bad usage or input
     */
    public static int run(OutputStream out, OutputStream err, String... arguments) {
        PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
        StandardOutput output = new StandardOutput(out);
        try (Interrupt interrupt = new Interrupt()) {
            int code = run(interrupt, new PrintWriter(output, true, StandardCharsets.UTF_8), errors, arguments);
            return output.failure() == null ? code : unwritten(output.failure(), code, errors);
        } catch (OutOfMemoryError tooLarge) {
            errors.println("lanewise: The heap is too small for this; give it more with LANEWISE_JVM_OPTIONS=-Xmx4g.");
            return FAILED;
        }
    }

    private static int run(Interrupt interrupt, PrintWriter out, PrintWriter errors, String... arguments) {
        int code = Lanewise.commandLine(List.of(arguments), interrupt)
                .setOut(out)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, ignored) -> usage(wrong, errors))
                .setExecutionExceptionHandler((failure, command, parsed) -> failure(failure, errors))
                .execute(arguments);
        out.flush();
        return code;
    }

    /** The same for a full disk, a closed descriptor and a reader that went away: whoever reads this has not read all. */
    private static int unwritten(IOException failure, int code, PrintWriter err) {
        err.println(
                "lanewise: "
                        + Sentence.of(
                                "Standard output cannot be written (" + failure.getMessage()
                                        + "), so that not all of it is there; lead it to a disk with room, or to a program that reads it to its end"));
        return code == DONE ? FAILED : code;
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
            trace(failure, err);
        }
        return isWrongInput(failure) ? WRONG_INPUT : FAILED;
    }

    private static void trace(Exception failure, PrintWriter err) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(line -> err.println(Printable.of(line.replace("\t", "    "))));
    }

    private static boolean isWrongInput(Exception failure) {
        return failure instanceof InputException
                || failure instanceof IllegalArgumentException
                || failure instanceof CifarFormatException
                || failure instanceof ArrayFileException
                || failure instanceof DatasetException
                || failure instanceof NoSuchFileException
                || failure instanceof AccessDeniedException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof NotDirectoryException;
    }
}
