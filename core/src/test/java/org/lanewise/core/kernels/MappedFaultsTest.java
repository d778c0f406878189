package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.ChildVm;

/**
 * Operands in a mapped file that someone cuts short, or whose disk is full so that a page cannot be made: a named exception from
 * every kernel, and never the end of the VM.
 */
@Tag("child-vm")
class MappedFaultsTest {

    /** C2 does its part after a fiftieth of the calls. */
    private static final List<String> OPTIONS =
            List.of("-XX:CompileThresholdScaling=0.02", "-XX:-CreateCoredumpOnCrash");

    private static final String CALLS = "25";

    @TempDir
    Path directory;

    @Test
    void filesThatWereCutShort() throws Exception {
        check("cut");
    }

    @Test
    void sparseFilesOnAFullDisk() throws Exception {
        boolean isPlain = KernelsUnderTest.get().info().name().equals("plain");
        assumeTrue(isPlain, "Skipped: a page that is not there is met in the same way as one that was cut off.");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()), "this user may not mount");
        try {
            fill(disk.resolve("filler"));
            check(disk.toString());
        } finally {
            run("umount", disk.toString());
        }
    }

    private void check(String place) throws Exception {
        KernelsUnderTest.assumeNoWider();
        Kernels kernels = KernelsUnderTest.get();
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-XX:ErrorFile=" + directory.resolve("crash.log"));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            options.add(ChildVm.VECTOR);
            options.add("-Dlanewise.simd="
                    + (kernels.info().isSimd() ? kernels.info().bits() : "off"));
        }
        Path good = Files.createDirectory(directory.resolve("good"));
        ChildVm vm = ChildVm.onClassPath(MappedFaults.class, Map.of(), options, good.toString(), place, CALLS);
        assertEquals("true", vm.get("done"));
        assertEquals(kernels.info().name(), vm.get("name"));
        assertEquals(String.valueOf(kernels.info().bits()), vm.get("bits"));
        assertTrue(Integer.parseInt(vm.get("operands")) > 90, vm::toString);
        assertEquals(
                List.of(),
                vm.output().lines().filter(line -> line.startsWith("WRONG")).toList());
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertTrue(String.valueOf(full.getMessage()).contains("space"), full::toString);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
