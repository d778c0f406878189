package org.lanewise.core.kernels;

/**
 * Which kernels these are, and why: what a program prints and a benchmark asserts.
 *
 * @param name {@code "simd"}, {@code "scalar"}, or the name of another implementation
 * @param bits width of the vectors in bits; 32, one float, for scalar kernels
 * @param fma whether products are added with one rounding (fused multiply-add), a fixed policy of the machine: true
 *     where the CPU has the instruction
 * @param reason why these kernels were chosen, one sentence
 */
public record KernelInfo(String name, int bits, boolean fma, String reason) {

    /** {@return whether the Vector API does the work} */
    public boolean isSimd() {
        return name.equals("simd");
    }

    /** {@return one line for a log or a report} */
    public String summary() {
        return name + ", " + bits + " bits, " + (fma ? "FMA" : "no FMA") + ": " + reason;
    }
}
