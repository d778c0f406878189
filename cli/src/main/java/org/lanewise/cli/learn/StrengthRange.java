package org.lanewise.cli.learn;

import org.lanewise.cli.InputException;
import org.lanewise.learn.train.RegularizationPath;
import picocli.CommandLine.ITypeConverter;

/**
 * Strengths of regularization at equal ratios, as on the command line.
 *
 * @param text as it was given
 * @param strengths from strong to weak
 */
record StrengthRange(String text, float[] strengths) {

    /** Reads {@code FROM:TO:N}; either end may be the stronger one. */
    static final class Converter implements ITypeConverter<StrengthRange> {

        private static final String EXPECTED =
                "FROM:TO:N with two strengths above 0 and a count of at least 1, such as 1:1e-6:13";

        /** Made by picocli. */
        Converter() {}

        @Override
        public StrengthRange convert(String text) throws InputException {
            String[] parts = text.split(":", -1);
            try {
                if (parts.length == 3) {
                    double one = Double.parseDouble(parts[0]);
                    double other = Double.parseDouble(parts[1]);
                    int count = Integer.parseInt(parts[2]);
                    return new StrengthRange(
                            text, RegularizationPath.strengths(Math.max(one, other), Math.min(one, other), count));
                }
            } catch (IllegalArgumentException wrong) {
                // As below.
            }
            throw new InputException(EXPECTED);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
