package org.lanewise.cli.problem;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.datasets.Dataset;
import picocli.CommandLine.Option;

/** Which training images, and how their pixels are preprocessed. */
public final class DataOptions {

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Ranges.Count.class,
            description = "Use only the first N training examples. Default: all.")
    private Integer limit;

    @Option(
            names = "--preprocessing",
            paramLabel = "KIND",
            description = "How to scale features: none (0 to 255), center (subtract the mean image), mean (the"
                    + " same, divided by 128), unit (-1 to 1), standardize. Default: standardize with lbfgs and"
                    + " for floats, else mean.")
    private PreprocessingKind preprocessing;

    /** Made by picocli. */
    public DataOptions() {}

    /**
     * The training images.
     *
     * @param dataset the set
     * @return as many as were asked for
     * @throws InputException if there are not as many
     */
    public Examples training(Dataset dataset) throws InputException {
        Examples all = Part.train.of(dataset);
        if (limit == null) {
            return all;
        }
        if (limit > all.size()) {
            throw new InputException("--limit is " + limit + ", but there are 1 to " + all.size() + " training "
                    + dataset.noun() + "; give another number.");
        }
        return all.subset(0, limit);
    }

    /**
     * The preprocessing that was asked for, else the usual one of minibatches, for which their learning rates are: bytes
     * are centered and scaled alike, floats standardized.
     *
     * @param arena the owner of its memory
     * @param training the images that its statistics are taken of
     * @return the map
     */
    public Preprocessing preprocessing(Arena arena, Features training) {
        boolean areBytes = training.element() == Features.Element.BYTE;
        return preprocessing(arena, training, areBytes ? PreprocessingKind.mean : PreprocessingKind.standardize);
    }

    /**
     * The preprocessing that was asked for.
     *
     * @param arena the owner of its memory
     * @param training the images that its statistics are taken of
     * @param usual what is taken if none was asked for
     * @return the map
     */
    public Preprocessing preprocessing(Arena arena, Features training, PreprocessingKind usual) {
        preprocessing = preprocessing == null ? usual : preprocessing;
        return preprocessing.of(arena, training);
    }

    /**
     * The options as results, when there is a preprocessing.
     *
     * @return what was asked for, or is usual
     */
    public Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("limit", limit == null ? "all" : limit);
        described.put("preprocessing", preprocessing);
        return described;
    }
}
