package org.lanewise.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.train.Trainer;
import org.lanewise.testing.ChildVm;
import org.lanewise.testing.Scale;

/**
 * A small training run has the same bits whatever the width, the compiler, and the path its classes came from. Each is a VM of
 * its own, which says which kernels it used.
 */
@Tag("child-vm")
class VmModesTest {

    /** Images and features; for slow code fewer. */
    private static final String[] SIZE = {"150", "3072"};

    private static final String[] SMALL = {"70", "60"};

    private static final Map<String[], String> HASHES = new IdentityHashMap<>();

    /** The plain kernels on the class path, without the incubator module and with every compiler. */
    private static String reference(String[] size) throws Exception {
        if (!HASHES.containsKey(size)) {
            HASHES.put(size, run(List.of(), false, size).get("hash"));
        }
        return HASHES.get(size);
    }

    private static ChildVm run(List<String> options, boolean modulePath, String[] size) throws Exception {
        return modulePath
                ? ChildVm.onModulePath(TrainAndHash.class, List.of(Trainer.class, Kernels.class), options, size)
                : ChildVm.onClassPath(TrainAndHash.class, Map.of(), options, size);
    }

    private static void check(int bits, boolean modulePath, String[] size, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        if (bits > Float.SIZE) {
            all.add(ChildVm.VECTOR);
            all.add("-Dlanewise.simd=" + bits);
        }
        String hash = reference(size);
        ChildVm vm = run(all, modulePath, size);
        assertEquals(bits > Float.SIZE ? "simd" : "plain", vm.get("name"));
        assertEquals(String.valueOf(bits), vm.get("bits"));
        assertEquals(String.valueOf(modulePath), vm.get("module"));
        assertEquals(String.valueOf(Machine.FMA), vm.get("fma"));
        assertEquals(hash, vm.get("hash"), () -> "hash with " + all);
        Scale.summary(
                "training run, %d bits, %s path, %s: hash %s",
                bits, modulePath ? "module" : "class", String.join(" ", options), hash);
    }

    private static void assume(int bits) {
        assumeTrue(KernelsUnderTest.isScalarRun(), "Skipped: child VMs do not depend on the kernels of this run.");
        assumeTrue(bits <= Math.max(Float.SIZE, Machine.VECTOR_BITS), "Skipped: this CPU and VM have no such vectors.");
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void classPath(int bits) throws Exception {
        assume(bits);
        check(bits, false, SIZE);
    }

    /** The path does not know the width; {@link #interpreted} takes every one. */
    @Test
    void modulePath() throws Exception {
        assume(Float.SIZE);
        check(Float.SIZE, true, SIZE);
        check(Machine.VECTOR_BITS, true, SIZE);
    }

    @Test
    void textbook() throws Exception {
        assume(Float.SIZE);
        ChildVm vm = run(List.of("-Dlanewise.simd=off"), false, SIZE);
        assertEquals("scalar", vm.get("name"));
        assertEquals(reference(SIZE), vm.get("hash"));
    }

    @ParameterizedTest
    @ValueSource(ints = {Float.SIZE, 128, 256, 512})
    void c2Alone(int bits) throws Exception {
        assume(bits);
        check(bits, false, SIZE, "-XX:-TieredCompilation");
    }

    /** Where vectors are slow they must be demanded; then they must be right. */
    @ParameterizedTest
    @ValueSource(ints = {Float.SIZE, 128, 256, 512})
    void c1Alone(int bits) throws Exception {
        assume(bits);
        check(bits, false, SMALL, "-XX:TieredStopAtLevel=1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Float.SIZE, 128, 256, 512})
    void interpreted(int bits) throws Exception {
        assume(bits);
        check(bits, true, SMALL, "-Xint");
    }

    /** Another instruction set on the same machine: 16 registers, no masks. */
    @Test
    void withoutAvx512() throws Exception {
        assumeTrue(Machine.X86, "Skipped: no other CPU has AVX.");
        assume(256);
        if (Machine.VECTOR_BITS > 256) {
            check(256, false, SIZE, "-XX:UseAVX=2");
        }
        check(128, false, SIZE, "-XX:UseAVX=1");
    }

    /** On a CPU without FMA the bits are others, and again the same at every width. */
    @Test
    void withoutFma() throws Exception {
        assume(256);
        String plain = run(List.of("-XX:-UseFMA"), false, SIZE).get("hash");
        assertNotEquals(reference(SIZE), plain);
        for (int bits : new int[] {128, 256}) {
            ChildVm vm = run(List.of("-XX:-UseFMA", ChildVm.VECTOR, "-Dlanewise.simd=" + bits), false, SIZE);
            assertEquals("false", vm.get("fma"));
            assertEquals(String.valueOf(bits), vm.get("bits"));
            assertEquals(plain, vm.get("hash"));
        }
    }
}
