package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.ChildVm;

/** Which kernels a program gets, and what it is told, by flags and settings: each in a VM of its own. */
@Tag("child-vm")
class KernelChoiceTest {

    private static final String FLAG = "--add-modules jdk.incubator.vector";

    @BeforeEach
    void oncePerBuild() {
        assumeTrue(KernelsUnderTest.isScalarRun(), "Skipped: child VMs do not depend on the kernels of this run.");
    }

    private static ChildVm run(String... options) throws Exception {
        return ChildVm.onClassPath(PrintKernels.class, Map.of(), List.of(options));
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "no '" + part + "' in: " + text);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static void assertWarnedPlain(ChildVm vm) {
        assertEquals("plain", vm.get("name"));
        assertEquals("32", vm.get("bits"));
        assertContains(vm.get("reason"), FLAG);
        assertEquals("true", vm.get("once"));
        assertContains(vm.errors(), "WARNING");
        assertEquals(1, count(vm.errors(), FLAG), () -> "the flag is logged once: " + vm.errors());
    }

    @Test
    void withoutTheModulePlainAndAWarning() throws Exception {
        assertWarnedPlain(run());
        assertWarnedPlain(ChildVm.onModulePath(PrintKernels.class, List.of(Kernels.class), List.of()));
    }

    @Test
    void withTheModuleSimd() throws Exception {
        assumeTrue(Machine.VECTOR_BITS >= 128, "Skipped: this CPU and VM have no vectors.");
        for (ChildVm vm : List.of(
                run(ChildVm.VECTOR),
                ChildVm.onModulePath(PrintKernels.class, List.of(Kernels.class), List.of(ChildVm.VECTOR)))) {
            assertEquals("simd", vm.get("name"));
            assertEquals(String.valueOf(Machine.VECTOR_BITS), vm.get("bits"));
            assertEquals("the Vector API is available", vm.get("reason"));
            assertEquals(0, count(vm.errors(), vm.get("summary")), () -> "SIMD is not logged: " + vm.errors());
        }
    }

    @Test
    void offIsScalarWithoutWarning() throws Exception {
        ChildVm vm = run(ChildVm.VECTOR, "-Dlanewise.simd=off");

        assertEquals("scalar", vm.get("name"));
        assertContains(vm.get("reason"), "lanewise.simd=off");
        // Apart from the JDK's own line about incubator modules.
        assertEquals(1, count(vm.errors(), "WARNING"), vm::errors);
        assertContains(vm.errors(), "INFO");
    }

    @Test
    void environmentVariableCountsWithoutTheProperty() throws Exception {
        Map<String, String> off = Map.of("LANEWISE_SIMD", "off");
        ChildVm vm = ChildVm.onClassPath(PrintKernels.class, off, List.of(ChildVm.VECTOR));
        assertEquals("scalar", vm.get("name"));
        assertContains(vm.get("reason"), "LANEWISE_SIMD=off");

        assumeTrue(Machine.VECTOR_BITS >= 128, "Skipped: this CPU and VM have no vectors.");
        ChildVm overruled =
                ChildVm.onClassPath(PrintKernels.class, off, List.of(ChildVm.VECTOR, "-Dlanewise.simd=128"));
        assertEquals("simd", overruled.get("name"));
        assertEquals("128", overruled.get("bits"));
        assertContains(overruled.get("reason"), "lanewise.simd=128");
    }

    @Test
    void demandsThatCannotBeMetAreRefused() throws Exception {
        for (String demand : List.of("require", "128", "512")) {
            assertContains(run("-Dlanewise.simd=" + demand).get("refused"), FLAG);
        }
        assertContains(
                ChildVm.onClassPath(PrintKernels.class, Map.of(), List.of(), "simd")
                        .get("refused"),
                FLAG);
        ChildVm tooWide = run(ChildVm.VECTOR, "-XX:MaxVectorSize=16", "-Dlanewise.simd=256");
        assertContains(tooWide.get("refused"), "lanewise.simd=256");
        assertContains(tooWide.get("refused"), "128 bits");
        ChildVm off = ChildVm.onClassPath(
                PrintKernels.class, Map.of(), List.of(ChildVm.VECTOR, "-Dlanewise.simd=off"), "simd");
        assertContains(off.get("refused"), "lanewise.simd=off");
    }

    @Test
    void unknownValuesAreRefusedWithTheAllowedOnes() throws Exception {
        String refusal = run("-Dlanewise.simd=fast").get("refused");

        assertContains(refusal, "lanewise.simd=fast");
        assertContains(refusal, "auto, off, 128, 256, 512 or require");
    }

    @Test
    void vmsOnWhichVectorsAreSlowGetPlainAndAWarning() throws Exception {
        Map<String, String> obstacles =
                Map.of("-Xint", "interpreted (-Xint)", "-XX:TieredStopAtLevel=1", "C2 compiler is off");
        for (Map.Entry<String, String> obstacle : obstacles.entrySet()) {
            ChildVm vm = run(ChildVm.VECTOR, obstacle.getKey());
            assertEquals("plain", vm.get("name"));
            assertContains(vm.get("reason"), obstacle.getValue());
            assertEquals(1, count(vm.errors(), obstacle.getValue()), vm::errors);
        }
    }

    @Test
    void summaryIsOneLine() {
        assertEquals("simd, 512 bits, FMA: because", new KernelInfo("simd", 512, true, "because").summary());
        assertEquals("scalar, 32 bits, no FMA: because", new KernelInfo("scalar", 32, false, "because").summary());
        assertTrue(new KernelInfo("simd", 512, true, "because").isSimd());
        assertTrue(!new KernelInfo("scalar", 32, true, "because").isSimd());
    }
}
