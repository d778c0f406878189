package org.lanewise.cifar;

/**
 * The random numbers of the synthetic set. They are computed here, because its bytes must be the same in every
 * Java version, and {@link java.util.SplittableRandom} promises no algorithm.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** Mean and standard deviation of a sum of four independent values of 16 bits. */
    private static final double SUM_MEAN = 2.0 * 0xFFFF;

    private static final double SUM_DEVIATION = 37837.0;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    /** A stream of its own for every number under the same seed. */
    static SplitMix64 stream(long seed, long number) {
        return new SplitMix64(mix(mix(seed) + (number + 1) * GOLDEN_GAMMA));
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform over 0 to bound - 1, for bounds far below 2^32. */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Uniform over [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Nearly a standard normal value, by sum of four uniform ones: integers only, so the same on every machine. */
    float nextNormal() {
        long bits = nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (float) ((sum - SUM_MEAN) / SUM_DEVIATION);
    }
}
