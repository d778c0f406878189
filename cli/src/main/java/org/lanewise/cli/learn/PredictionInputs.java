package org.lanewise.cli.learn;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.GivenPath;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.FeatureFile;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.pictures.PictureFile;

/**
 * The files that predictions are made of. Standard input, {@code -}, is copied to a file first, so that what it is can be found
 * out, and an array of it is mapped as any other; the copy is deleted when this is closed.
 */
final class PredictionInputs implements AutoCloseable {

    private static final String STANDARD_INPUT = "-";
    private static final String ITS_NAME = "standard input";

    /** Where standard input was copied to, a file alone in a folder; null if it was not asked for. */
    private Path copy;

    /** Whether an argument is the number of an example. */
    static boolean isNumber(String input) {
        return input.matches("\\d{1,9}");
    }

    /** Whether an argument means standard input. */
    static boolean isStandardInput(String input) {
        return input.equals(STANDARD_INPUT);
    }

    /** What an input is called. */
    static String name(String input) {
        return isStandardInput(input) ? ITS_NAME : input;
    }

    /** The file that an argument names. */
    static Path named(String input) throws InputException {
        try {
            Path file = GivenPath.of(input);
            if (Files.exists(file)) {
                return file;
            }
        } catch (InputException noPath) {
            // As below.
        }
        throw new InputException("There is no file \"" + input
                + "\"; give the path of a picture, or the number of an example of the data set, from 0.");
    }

    private Path file(String input) throws IOException {
        if (!isStandardInput(input)) {
            return named(input);
        }
        if (copy == null) {
            copy = Files.createTempDirectory("lanewise").resolve("input");
            // Not to be closed: it is the program's.
            InputStream in = System.in;
            Files.copy(in, copy);
            if (Files.size(copy) == 0) {
                throw new InputException("Standard input is empty; pipe an array, a table or a picture into it.");
            }
        }
        return copy;
    }

    /** Whether an input is rows of features. */
    boolean isRows(String input) throws IOException {
        return !isNumber(input) && FeatureFile.is(file(input));
    }

    /** Rows of features as a model knows them. */
    Features rows(String input, FeatureForm form, Arena arena) throws IOException {
        Path file = file(input);
        Features features = explained(() -> FeatureFile.open(file, arena));
        if (features.columns() != form.features()) {
            throw new InputException(
                    name(input) + " has rows of " + features.columns() + " features, but the model is one of "
                            + form.describe() + "; give features as it was trained on.");
        }
        return features;
    }

    /** The pixels of a picture. */
    int[] picture(String input, int side, boolean crop) throws IOException {
        Path file = file(input);
        return explained(() -> PictureFile.read(file, side, crop));
    }

    /** Reads something. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Nobody knows the copy by its name. */
    private <T> T explained(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (DatasetException sentence) {
            if (copy == null || !sentence.getMessage().contains(copy.toString())) {
                throw sentence;
            }
            throw new DatasetException(sentence.getMessage().replace(copy.toString(), ITS_NAME), sentence);
        }
    }

    @Override
    public void close() throws IOException {
        if (copy != null) {
            Files.deleteIfExists(copy);
            Files.delete(copy.getParent());
        }
    }
}
