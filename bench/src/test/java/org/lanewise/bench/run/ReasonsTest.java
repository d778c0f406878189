package org.lanewise.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void whatTheBenchmarkThrewIsTheReason() {
        Exception jmh = new Exception("Benchmark error");
        jmh.addSuppressed(new IllegalStateException("wrong answer:\n it is 2"));
        assertEquals("wrong answer: it is 2", Reasons.of(new Exception("outer", jmh), "# Fork: 1 of 1\n"));
    }

    @Test
    void otherExceptionsAreNamed() {
        assertEquals(
                "ArithmeticException: / by zero",
                Reasons.of(new Exception("outer", new ArithmeticException("/ by zero")), ""));
    }

    @Test
    void theLastWordsOfADyingVmAreAdded() {
        String output =
                "# Run progress\nUnrecognized VM option 'Foo'\nError: Could not create the Java Virtual Machine.\n";
        assertEquals(
                "Forked VM failed with exit code 1 (Unrecognized VM option 'Foo';"
                        + " Error: Could not create the Java Virtual Machine.)",
                Reasons.of(new IllegalStateException("Forked VM failed with exit code 1"), output));
    }
}
