package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.ArrayFiles;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Opened;

/** Features and labels in files of their own. */
public final class SeparateFiles implements AutoCloseable {

    private final Arena arena;
    private final List<SingleArray> opened = new ArrayList<>();

    private SeparateFiles(Arena arena) {
        this.arena = arena;
    }

    /** Whether a file is an array that lies alone, of numpy or IDX. */
    public static boolean isArray(Path file) throws IOException {
        return Signature.isNpy(file) || Idx.fits(file);
    }

    /** Whether {@link #features} knows what a file is. */
    public static boolean fits(Path file) throws IOException {
        return isArray(file) || Signature.isArchive(file) || Signature.isSafetensors(file);
    }

    /** Opens features that have no labels; the arena owns their memory. */
    public static Features features(Path file, Arena arena) throws IOException {
        try (SingleArray array = SingleArray.open(file, arena)) {
            return ArrayFeatures.of(array.array(), arena);
        }
    }

    /** Reads the weights of examples. */
    public static float[] weights(Path file) throws IOException {
        try (Arena arena = Arena.ofShared();
                SingleArray array = SingleArray.open(file, arena)) {
            return ArrayWeights.of(array.array());
        }
    }

    /** Opens them. */
    public static Opened open(ArrayFiles files) throws IOException {
        return Assembly.withArena(arena -> {
            try (SeparateFiles separate = new SeparateFiles(arena)) {
                return separate.read(files);
            }
        });
    }

    private Opened read(ArrayFiles files) throws IOException {
        ArrayParts train = parts(files.features(), files.labels());
        boolean hasTest = files.testFeatures() != null;
        ArrayParts test = hasTest ? parts(files.testFeatures(), files.testLabels()) : null;
        List<Path> all = hasTest
                ? List.of(files.features(), files.labels(), files.testFeatures(), files.testLabels())
                : List.of(files.features(), files.labels());
        String title = Signature.isNpy(files.features()) ? "NumPy arrays" : "Arrays";
        String source = files.features().toString();
        return ArrayParts.open(train, test, form -> new Assembly(title, source, form, all), arena);
    }

    private ArrayParts parts(Path features, Path labels) throws IOException {
        return new ArrayParts(array(features), array(labels));
    }

    private ArraySource array(Path file) throws IOException {
        SingleArray array = SingleArray.open(file, arena);
        opened.add(array);
        return array.array();
    }

    @Override
    public void close() throws IOException {
        for (SingleArray array : opened) {
            array.close();
        }
    }
}
