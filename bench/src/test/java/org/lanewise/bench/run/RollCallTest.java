package org.lanewise.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.ClassPath;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.PeerLibrary;

/** Asks in real VMs. */
class RollCallTest {

    @Test
    void theAnswersAreThoseOfAVmWithTheOptionsOfTheForks() throws IOException {
        List<String> options = ForkVm.options(List.of(ForkThreads.asVmOption(2)), List.of("-XX:MaxVectorSize=16"));
        Availability answers = Availability.of(options, List.of("scalar", "simd", "openblas"));
        assertEquals(Map.of(), answers.obstacles());
        assertEquals(
                Set.of("scalar", "simd", "openblas"), answers.descriptions().keySet());
        assertTrue(answers.descriptions().get("simd").startsWith("simd, 128 bits"), answers.descriptions()::toString);
        assertTrue(answers.descriptions().get("openblas").endsWith("threads: 2"), answers.descriptions()::toString);
    }

    @Test
    void whoseJarIsMissingIsAbsentAndTheOthersAreThere() throws Exception {
        List<String> options = ForkVm.options(List.of(), List.of());
        Availability answers = ClassPath.without(
                "openblas-.*|ejml-.*|blas-.*",
                () -> Availability.of(options, List.of("simd", "openblas", "netlib", "ejml")));
        assertEquals(Set.of("simd"), answers.descriptions().keySet());
        Map<String, String> obstacles = answers.obstacles();
        assertTrue(obstacles.get("openblas").matches("there is no /org/bytedeco/.* on the class path"));
        assertEquals("there is no dev.ludovic.netlib.blas.VectorBLAS on the class path", obstacles.get("netlib"));
        assertTrue(obstacles.get("ejml").contains("org/ejml"), obstacles::toString);
    }

    @Test
    void anOptionThatTheVmDoesNotKnowIsNamed() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> Availability.of(List.of("-XX:+Nonsense"), List.of("scalar")));
        assertTrue(refused.getMessage().contains("Unrecognized VM option 'Nonsense'"), refused.getMessage());
    }

    @Test
    void anAnswerIsOneLineAndWhatElseIsPrintedIsPassedOver() {
        PeerLibrary peer = new PeerLibrary("openblas", 1, false, threads -> {
            throw new IllegalStateException("no such\nlibrary");
        });
        Availability answers = Availability.read("WARNING: something\n" + Availability.answer(peer) + "\nmore\n");
        assertEquals(Map.of("openblas", "no such library"), answers.obstacles());
        assertEquals(Map.of(), answers.descriptions());
    }
}
