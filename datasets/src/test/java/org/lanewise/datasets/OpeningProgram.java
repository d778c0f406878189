package org.lanewise.datasets;

import java.io.IOException;
import java.nio.file.Path;

/** Opens features and labels in a VM of its own, which has little memory. */
final class OpeningProgram {

    private OpeningProgram() {}

    public static void main(String[] files) throws IOException {
        ArrayFiles arrays = ArrayFiles.of(Path.of(files[0]), Path.of(files[1]));
        try (Dataset dataset = Dataset.open(arrays, Reading.defaults())) {
            int rows = dataset.train().size();
            System.out.println(
                    "shape=" + rows + " x " + dataset.train().features().columns());
            System.out.println("last=" + dataset.train().label(rows - 1));
        } catch (DatasetException refused) {
            System.out.println("refused=" + refused.getMessage());
        }
    }
}
