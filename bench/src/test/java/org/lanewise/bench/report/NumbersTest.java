package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0.0004, 0.000",
        "0.9994, 0.999",
        "0.9999, 1.00",
        "1.2345, 1.23",
        "9.994, 9.99",
        "9.996, 10.0",
        "99.94, 99.9",
        "99.96, 100",
        "-99.96, -100",
        "12345, '12,345'",
        "NaN, -"
    })
    void threeDigitsAlsoWhereTheyAreRoundedUp(double value, String text) {
        assertEquals(text, Numbers.readable(value));
    }
}
