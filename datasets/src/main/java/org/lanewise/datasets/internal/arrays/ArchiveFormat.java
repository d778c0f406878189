package org.lanewise.datasets.internal.arrays;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Reading;
import org.lanewise.datasets.internal.base.Assembly;
import org.lanewise.datasets.internal.base.Format;
import org.lanewise.datasets.internal.base.Opened;

/** Arrays that lie together, whose names say what they are. */
abstract class ArchiveFormat implements Format {

    /** {@return what such a data set is called} */
    abstract String title();

    /** Looks at the names of the arrays. */
    abstract NamedArrays arrays(Path data, Arena arena) throws IOException;

    @Override
    public Opened open(Path data, Reading reading) throws IOException {
        return Assembly.withArena(arena -> {
            try (NamedArrays arrays = arrays(data, arena)) {
                return open(data, arrays, arena);
            }
        });
    }

    private Opened open(Path data, NamedArrays arrays, Arena arena) throws IOException {
        ArrayNames names = ArrayNames.among(arrays.names(), data.toString());
        ArrayParts train = names.hasTrain() ? parts(arrays, names.features(), names.labels()) : null;
        ArrayParts test = names.hasTest() ? parts(arrays, names.testFeatures(), names.testLabels()) : null;
        Opened opened = ArrayParts.open(
                train, test, form -> new Assembly(title(), data.toString(), form, arrays.files(names.all())), arena);
        return names.hasWeights() ? weighted(opened, arrays.array(names.weights())) : opened;
    }

    private static Opened weighted(Opened opened, ArraySource weights) throws IOException {
        Examples train = ArrayWeights.weigh(opened.train(), weights);
        String note = "Weights of the training examples: " + weights.name() + ".";
        return new Opened(opened.description(), train, opened.test(), opened.memory())
                .with(new Opened.Remarks(List.of(note), opened.remarks().folders()));
    }

    private static ArrayParts parts(NamedArrays arrays, String features, String labels) throws IOException {
        return new ArrayParts(arrays.array(features), arrays.array(labels));
    }
}
