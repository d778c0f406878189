package org.lanewise.core.internal.adaptive;

import java.lang.foreign.Arena;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;

/** The scratch of both: the plain loops', and the SIMD kernels' once they compute. */
final class AdaptiveWorkspace implements Workspace {

    private final Arena arena;
    private final Workspace ofPlain;
    private Workspace ofFast;

    AdaptiveWorkspace(Arena arena, Kernels plain, int examples, int classes, int features) {
        this.arena = arena;
        ofPlain = plain.workspace(arena, examples, classes, features);
    }

    @Override
    public int examples() {
        return ofPlain.examples();
    }

    @Override
    public int classes() {
        return ofPlain.classes();
    }

    @Override
    public int features() {
        return ofPlain.features();
    }

    Workspace ofPlain() {
        return ofPlain;
    }

    synchronized Workspace ofFast(Kernels fast) {
        if (ofFast == null) {
            ofFast = fast.workspace(arena, examples(), classes(), features());
        }
        return ofFast;
    }
}
