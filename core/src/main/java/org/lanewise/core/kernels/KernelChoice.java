package org.lanewise.core.kernels;

import java.lang.System.Logger.Level;
import org.lanewise.core.internal.KernelRequest;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.adaptive.AdaptiveKernels;
import org.lanewise.core.internal.plain.PlainKernels;
import org.lanewise.core.internal.scalar.ScalarKernels;
import org.lanewise.core.internal.simd.SimdKernels;

/** Decides once which kernels to use, and says why. Touches no Vector API type, for the module may be missing. */
final class KernelChoice {

    private static final String AVAILABLE = "the Vector API is available";

    private static Kernels best;
    private static Kernels scalar;
    private static Kernels simd;

    private KernelChoice() {}

    static synchronized Kernels best() {
        if (best == null) {
            best = choose(KernelRequest.read());
        }
        return best;
    }

    static synchronized Kernels scalar() {
        if (scalar == null) {
            scalar = new ScalarKernels("asked for by the program");
        }
        return scalar;
    }

    static synchronized Kernels simd() {
        if (simd == null) {
            simd = require(KernelRequest.read(), "asked for by the program");
        }
        return simd;
    }

    private static Kernels choose(KernelRequest demand) {
        return switch (demand.mode()) {
            case OFF -> logged(Level.INFO, new ScalarKernels("SIMD is switched off by " + demand.source()));
            case REQUIRE -> require(demand, "demanded by " + demand.source());
            case AUTO -> {
                String obstacle = obstacle(demand);
                yield obstacle == null
                        ? AdaptiveKernels.of(SimdKernels.create(demand.vectorBits(), AVAILABLE + Machine.widthNote()))
                        : logged(Level.WARNING, new PlainKernels(obstacle));
            }
        };
    }

    private static Kernels require(KernelRequest demand, String reason) {
        if (demand.mode() == KernelRequest.Mode.OFF) {
            throw new IllegalStateException("SIMD kernels were asked for, but they are switched off by "
                    + demand.source() + "; remove that setting.");
        }
        String obstacle = obstacle(demand);
        if (obstacle != null) {
            throw new IllegalStateException("SIMD kernels are not available: " + obstacle);
        }
        return SimdKernels.create(demand.vectorBits(), reason);
    }

    /** Why there are no SIMD kernels, with what to do about it; null if there are. */
    private static String obstacle(KernelRequest demand) {
        if (!Machine.hasVectorModule()) {
            return "the Vector API is not loaded; start java with " + Machine.VECTOR_FLAG + ".";
        }
        if (demand.bits() > Machine.VECTOR_BITS) {
            return demand.source() + " demands vectors that this CPU and VM do not have (they have "
                    + Machine.VECTOR_BITS + " bits); use auto or a smaller width.";
        }
        // A width that was demanded is for tests, which run interpreted too; by default slow vectors are refused.
        String slow = demand.bits() == 0 ? Machine.obstacle() : null;
        return slow == null ? null : slow + "; start java without that restriction.";
    }

    private static Kernels logged(Level level, Kernels kernels) {
        System.getLogger("org.lanewise.core")
                .log(level, "Lanewise kernels: {0}", kernels.info().summary());
        return kernels;
    }
}
