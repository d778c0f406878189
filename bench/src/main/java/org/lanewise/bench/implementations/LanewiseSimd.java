package org.lanewise.bench.implementations;

import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;

/** Lanewise's own SIMD kernels; those on several threads share one group of workers for as long as this VM runs. */
final class LanewiseSimd {

    private static Workers workers;

    private LanewiseSimd() {}

    static synchronized Kernels on(int threads) {
        if (threads == 1) {
            return Kernels.simd();
        }
        if (workers == null || workers.threads() != threads) {
            workers = Workers.of(threads);
        }
        return Kernels.simd().on(workers);
    }
}
