package org.lanewise.cli.problem;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.model.Preprocessing;

/** The kinds of preprocessing, named as on the command line. */
public enum PreprocessingKind {
    /** Pixels as they are, 0 to 255. */
    none,
    /** The mean image subtracted, the lecture's zero-centred pixels. */
    center,
    /** The mean image subtracted, divided by 128: about -1 to 1. */
    mean,
    /** The mean image subtracted, each feature scaled into -1 to 1. */
    unit,
    /** Each feature with mean 0 and standard deviation 1. */
    standardize;

    /** The map, with statistics of these images. */
    Preprocessing of(Arena arena, Features training) {
        return switch (this) {
            case none -> Preprocessing.none(arena, training.columns());
            case center -> Preprocessing.meanImage(arena, training, 1);
            case mean -> Preprocessing.meanImage(arena, training, 1 / 128f);
            case unit -> Preprocessing.centeredUnit(arena, training);
            case standardize -> Preprocessing.standardize(arena, training);
        };
    }
}
