package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;

/** What tests look at. */
final class Seen {

    private Seen() {}

    /** All features as text, such as {@code [1.0, 2.0][3.0, 4.0]}. */
    static String rows(Examples examples) {
        Features features = examples.features();
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < features.rows(); row++) {
            float[] values = new float[features.columns()];
            for (int column = 0; column < values.length; column++) {
                values[column] = features.get(row, column);
            }
            rows.append(Arrays.toString(values));
        }
        return rows.toString();
    }

    /** All labels as text. */
    static String labels(Examples examples) {
        int[] labels = new int[examples.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = examples.label(row);
        }
        return Arrays.toString(labels);
    }

    static boolean isMapped(Examples examples) {
        return examples.features().segment(0).isMapped();
    }

    /** Opens a data set. */
    @FunctionalInterface
    interface Opening {
        Dataset open() throws IOException;
    }

    /** That a data set is refused by one sentence with these words. */
    static void refused(Opening opening, String... words) {
        DatasetException refusal =
                assertThrows(DatasetException.class, () -> opening.open().close());
        String message = refusal.getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), "no \"" + word + "\" in: " + message);
        }
        assertTrue(message.endsWith("."), message);
        assertTrue(message.lines().count() == 1, message);
    }

    static void refused(Path data, String... words) {
        refused(() -> Dataset.open(data), words);
    }
}
