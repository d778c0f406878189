package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradcheckTest {

    private static Cli run(String line) {
        List<Object> words = new ArrayList<>(List.of("gradcheck", "--data", Sets.SMALL));
        words.addAll(Arrays.asList(line.split(" ")));
        return Cli.run(words.toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--examples 64",
                "--examples 5 --kernels scalar --smoothing 0.1 --l1 1e-3",
                "--examples 20 --loss svm --kernels scalar",
                "--examples 30 --loss svm2 --margin 2 --regularize-bias --preprocessing standardize",
                "--examples 30 --preprocessing none --class-weights balanced",
                "--examples 10 --loss svm --preprocessing none --l2 0.1"
            })
    void everyLossPasses(String line) {
        Cli run = run(line + " --parameters 3000");
        assertEquals(0, run.code(), run.out() + run.err());
        assertEquals(2, run.out().lines().filter(row -> row.endsWith("passed")).count(), run.out());
        assertTrue(run.out().contains("3000 of 30730 parameters"), run.out());
    }

    @Test
    void allParametersAreLookedAtByDefault() {
        Cli run = run("--examples 3");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("30730 of 30730"), run.out());
        assertTrue(run.out().matches("(?s).*\ndouble +30730 +0 .*"), run.out());
    }

    @Test
    void withoutBiasThereAreOnlyWeights() {
        Cli run = run("--examples 20 --no-bias --loss svm2 --json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("30720 of 30720 parameters"), run.err());
        assertTrue(run.out().contains("\"bias\": false"), run.out());
    }

    /** A step of 2 sees more than the slope. */
    @Test
    void aCheckThatFailsIsExitCode1() {
        Cli run = run("--parameters 50 --step 2 --json");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("FAILED") && run.err().contains("step of 2.0 is too large"), run.err());
        assertTrue(run.out().contains("\"passed\": false"), run.out());
    }

    /** The biases are 0, a kink once L1 counts them; and of 30,720 weights some happen to be as small as the step. */
    @Test
    void kinksAreCountedAndNamed() {
        Cli run = run("--l1 0.01 --regularize-bias --examples 3 --json");
        assertEquals(0, run.code(), run.err());
        Matcher found = Pattern.compile(
                        "Kinks of double: (\\d+) by a weight of about 0 \\(.+, feature \\d+; .*; \\.\\.\\.\\)")
                .matcher(run.err());
        assertTrue(found.find(), run.err());
        int kinks = Integer.parseInt(found.group(1));
        assertTrue(kinks > 10 && kinks < 100, run.err());
        assertEquals(2 * kinks, run.out().split("\"cause\": \"weight\"", -1).length - 1, run.out());
        assertEquals(20, run.out().split("\"feature\": \"bias\"", -1).length - 1, run.out());
        assertTrue(run.err().matches("(?s).*\ndouble +" + (30730 - kinks) + " +" + kinks + " .*"), run.err());
    }

    @Test
    void theSeedDecides() {
        String line = "--parameters 20 --examples 4 --json --seed ";
        assertEquals(run(line + 1).out(), run(line + 1).out());
        assertNotEquals(run(line + 1).out(), run(line + 2).out());
    }

    @ParameterizedTest
    @CsvSource({
        "--examples 0, --examples is 0",
        "--examples 2001, --examples is 2001",
        "--examples 11 --limit 10, 'there are 1 to 10'",
        "--parameters 0, --parameters is 0",
        "--parameters 30731, --parameters is 30731",
        "--step 0, --step is 0",
        "--step -1e-5, --step is -1e-5",
        "--step NaN, --step is NaN",
        "--step small, --step is small",
        "--loss hinge, hinge",
        "'--class-weights 1,2', 10 classes"
    })
    void badInputIsOneSentenceAndExitCode2(String line, String part) {
        Cli run = run(line);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }
}
