package org.lanewise.core.kernels;

/**
 * Which kernels are in use, and why: a program prints it, and a benchmark asserts it.
 *
 * @param name {@code "simd"}, {@code "plain"}, {@code "scalar"}, or the name of another implementation
 * @param bits width of the vectors in bits; 32, one float, for kernels that do without the Vector API
 * @param fma whether products are added with one rounding (fused multiply-add), a fixed policy of the machine: true
 *     where the CPU has the instruction
 * @param threads how many threads share a large operation, the caller's included
 * @param reason why these kernels were chosen, one sentence
 */
public record KernelInfo(String name, int bits, boolean fma, int threads, String reason) {

    /**
     * Kernels that stay on the caller's thread.
     *
     * @param name {@code "simd"}, {@code "plain"}, {@code "scalar"}, or the name of another implementation
     * @param bits width of the vectors in bits
     * @param fma whether products are added with one rounding
     * @param reason why these kernels were chosen, one sentence
     */
    public KernelInfo(String name, int bits, boolean fma, String reason) {
        this(name, bits, fma, 1, reason);
    }

    /** {@return whether the Vector API does the work} */
    public boolean isSimd() {
        return name.equals("simd");
    }

    /** {@return one line for a log or a report} */
    public String summary() {
        String where = threads == 1 ? "" : ", " + threads + " threads";
        return name + ", " + bits + " bits, " + (fma ? "FMA" : "no FMA") + where + ": " + reason;
    }
}
