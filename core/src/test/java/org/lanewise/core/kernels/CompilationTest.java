package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.ChildVm;

/**
 * In a fresh VM no compiler gives up on a kernel. One that C1 refuses stays without a profile, C2 never compiles it, and it is
 * a hundred times as slow for good, with the right results.
 */
@Tag("child-vm")
class CompilationTest {

    /** Each operation is called so often. */
    private static final String CALLS = "400";

    /**
     * Every compilation is waited for, so that the same are done in every run. A loop is compiled while it runs, which takes more
     * registers, before the method is for its calls; and C2 does its part after fewer calls than by default.
     */
    private static final List<String> OPTIONS = List.of(
            "-XX:+PrintCompilation",
            "-Xbatch",
            "-XX:Tier3BackEdgeThreshold=1000",
            "-XX:Tier4BackEdgeThreshold=8000",
            "-XX:Tier4InvocationThreshold=1000",
            "-XX:Tier4MinInvocationThreshold=100",
            "-XX:Tier4CompileThreshold=2000");

    /** Milliseconds, number, attributes, tier, method, and what became of it. */
    private static final Pattern COMPILATION = Pattern.compile(
            "\\s*\\d+\\s+\\d+[ %sb!n]+(\\d) +org\\.lanewise\\.core\\.internal\\.simd\\.\\w+\\.(\\w+Tiles::\\w+) .*\\)(.*)");

    private static final Pattern GIVEN_UP =
            Pattern.compile(".*org\\.lanewise.*COMPILE SKIPPED.*|made not .*org\\.lanewise.*");

    private int bits;

    @BeforeEach
    void onlySimd() {
        KernelsUnderTest.assumeNoWider();
        KernelInfo info = KernelsUnderTest.get().info();
        assumeTrue(info.isSimd(), "Skipped: the other kernels are small loops.");
        bits = info.bits();
    }

    @Test
    void noKernelIsGivenUp() throws Exception {
        check(bits);
    }

    @Test
    void norWithoutAvx512() throws Exception {
        assumeTrue(Machine.X86 && Machine.VECTOR_REGISTERS == 32 && bits == 256, "Skipped: as above.");
        check(bits, "-XX:UseAVX=2");
    }

    private static void check(int bits, String... options) throws Exception {
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(List.of(options));
        all.add(ChildVm.VECTOR);
        all.add("-Dlanewise.simd=" + bits);
        ChildVm vm = ChildVm.onClassPath(EveryKernel.class, Map.of(), all, CALLS);
        assertEquals(String.valueOf(bits), vm.get("bits"));
        assertEquals("true", vm.get("done"));
        List<String> givenUp =
                vm.output().lines().filter(GIVEN_UP.asMatchPredicate()).toList();
        assertEquals(List.of(), givenUp, "compilations that failed");
        Set<String> called = tiles(vm, tier -> true);
        assertTrue(called.contains("ByteGradientTiles::tile5x2"), () -> "what was compiled cannot be read: " + vm);
        assertEquals(called, tiles(vm, "4"::equals), "tiles that were called, and those that C2 compiled");
    }

    /** The tiles that were compiled in these tiers. */
    private static Set<String> tiles(ChildVm vm, Predicate<String> tier) {
        Set<String> tiles = new TreeSet<>();
        vm.output().lines().map(COMPILATION::matcher).filter(Matcher::matches).forEach(line -> {
            if (tier.test(line.group(1)) && line.group(3).isBlank()) {
                tiles.add(line.group(2));
            }
        });
        return tiles;
    }
}
