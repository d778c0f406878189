package org.lanewise.core.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;

/**
 * What the running VM can do, read from its options. Touches no Vector API type, so it works without the incubator
 * module.
 */
public final class Machine {

    /** The flag that a user must add for SIMD. */
    public static final String VECTOR_FLAG = "--add-modules jdk.incubator.vector";

    /** Whether the CPU is of the family x86, of 64 bits. */
    public static final boolean X86 = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

    /**
     * The FMA policy: products are added with one rounding exactly where the CPU has the instruction. Without it
     * {@code Math.fma} is emulated with big decimals, thousands of times slower.
     */
    public static final boolean FMA = Boolean.parseBoolean(option("UseFMA", "false"));

    /** HotSpot's level of AVX; the option is absent on other CPUs, which have no such levels. */
    private static final int AVX = Integer.parseInt(option("UseAVX", "3"));

    /** The widest vectors of the VM, in bits; SVE has up to 2048. */
    private static final int VM_BITS = 8 * Integer.parseInt(option("MaxVectorSize", "0"));

    /** The widest vectors in bits that kernels can have here, 0 if none. */
    public static final int VECTOR_BITS = vectorBits(VM_BITS, AVX);

    /** Vector registers: 32 with AVX-512 and on Arm, 16 on other x86. */
    public static final int VECTOR_REGISTERS = AVX >= 3 ? 32 : 16;

    private Machine() {}

    /**
     * The widest vectors that the VM compiles to instructions and kernels can use: their 16 virtual lanes fill 512 bits. AVX 1 has
     * integer operations of 128 bits only, and vectors of 256 would be boxed.
     */
    static int vectorBits(int vmBits, int avx) {
        return Math.min(avx == 1 ? 128 : 512, vmBits);
    }

    /** {@return what to add to the reason of a choice of kernels: that the VM has wider vectors than they can use, or nothing} */
    public static String widthNote() {
        return widthNote(VM_BITS);
    }

    static String widthNote(int vmBits) {
        return vmBits <= 512
                ? ""
                : ", and of its vectors of " + vmBits + " bits 512 are used, which the 16 lanes of every sum fill";
    }

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
