package org.lanewise.core.internal.plain;

import java.lang.foreign.Arena;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.model.LinearModel;

/** Scratch of the plain kernels that outlives a pass: folded parameters and a gradient as plain matrices. */
final class PlainWorkspace extends BatchWorkspace {

    private final LinearModel folded;
    private final LinearModel gradient;

    PlainWorkspace(Arena arena, int examples, int classes, int features) {
        super(arena, examples, classes, features);
        folded = LinearModel.allocate(arena, classes, features);
        gradient = LinearModel.allocate(arena, classes, features);
    }

    LinearModel folded() {
        return folded;
    }

    LinearModel gradient() {
        return gradient;
    }

    @Override
    public LinearModel spare() {
        return folded;
    }
}
