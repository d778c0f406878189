package org.lanewise.core.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the running VM can do, read from its options. Touches no Vector API type, so it works without the incubator
 * module.
 */
public final class Machine {

    /** The flag that a user must add for SIMD. */
    public static final String VECTOR_FLAG = "--add-modules jdk.incubator.vector";

    /**
     * The FMA policy: products are added with one rounding exactly where the CPU has the instruction. Without it
     * {@code Math.fma} is emulated with big decimals, thousands of times slower.
     */
    public static final boolean FMA = Boolean.parseBoolean(option("UseFMA", "false"));

    /** HotSpot's level of AVX; the option is absent on other CPUs, which have no such levels. */
    private static final int AVX = Integer.parseInt(option("UseAVX", "3"));

    /**
     * The widest vectors in bits that the VM compiles to instructions, 0 if none. AVX 1 has integer operations of 128 bits
     * only, and vectors of 256 would be boxed.
     */
    public static final int VECTOR_BITS =
            Math.min(AVX == 1 ? 128 : 512, 8 * Integer.parseInt(option("MaxVectorSize", "0")));

    /** Vector registers: 32 with AVX-512 and on ARM, 16 on other x86. */
    public static final int VECTOR_REGISTERS = AVX >= 3 ? 32 : 16;

    private Machine() {}

    /** {@return whether the incubating Vector API can be linked from here} */
    public static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /**
     * Why the Vector API would be slow on this VM.
     *
     * @return one sentence, or null if HotSpot's C2 compiles it
     */
    public static String obstacle() {
        String vm = System.getProperty("java.vm.name", "");
        if (!vm.contains("HotSpot") && !vm.contains("OpenJDK")) {
            return "the Vector API is compiled well by HotSpot only, and this VM is " + vm;
        }
        if (System.getProperty("java.vm.info", "").contains("interpreted")) {
            return "the VM runs interpreted (-Xint)";
        }
        if (Integer.parseInt(option("TieredStopAtLevel", "4")) < 4) {
            return "the C2 compiler is off (TieredStopAtLevel)";
        }
        if (AVX == 0) {
            return "the CPU or the VM has no AVX (UseAVX=0), without which vectors are boxed";
        }
        if (VECTOR_BITS < 128) {
            return "the VM has no vectors of at least 128 bits (MaxVectorSize)";
        }
        return null;
    }

    private static String option(String name, String otherwise) {
        HotSpotDiagnosticMXBean hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (hotspot == null) {
            return otherwise;
        }
        try {
            return hotspot.getVMOption(name).getValue();
        } catch (IllegalArgumentException unknownOption) {
            return otherwise;
        }
    }

    /**
     * Multiply-add under the FMA policy.
     *
     * @param a factor
     * @param b factor
     * @param c addend
     * @return {@code a * b + c}
     */
    public static float fma(float a, float b, float c) {
        return FMA ? Math.fma(a, b, c) : a * b + c;
    }

    /**
     * Multiply-add under the FMA policy.
     *
     * @param a factor
     * @param b factor
     * @param c addend
     * @return {@code a * b + c}
     */
    public static double fma(double a, double b, double c) {
        return FMA ? Math.fma(a, b, c) : a * b + c;
    }
}
