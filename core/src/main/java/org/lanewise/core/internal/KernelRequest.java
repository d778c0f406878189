package org.lanewise.core.internal;

/**
 * What the user demands of the kernels with system property {@code lanewise.simd} or, without it, environment variable
 * {@code LANEWISE_SIMD}.
 *
 * @param mode what is demanded
 * @param bits the demanded vector width, 0 if any
 * @param source where the demand was made, for messages, such as {@code lanewise.simd=256}
 */
public record KernelRequest(Mode mode, int bits, String source) {

    /** The kinds of demand. */
    public enum Mode {
        /** SIMD where it is available and fast, else plain loops. */
        AUTO,
        /** The textbook's loops. */
        OFF,
        /** SIMD, with {@link KernelRequest#bits()} if not 0, or an exception. */
        REQUIRE
    }

    private static final String PROPERTY = "lanewise.simd";
    private static final String VARIABLE = "LANEWISE_SIMD";

    /**
     * Reads the property and the variable.
     *
     * @return the demand
     * @throws IllegalStateException if the value is not one of those allowed
     */
    public static KernelRequest read() {
        String property = System.getProperty(PROPERTY);
        String variable = System.getenv(VARIABLE);
        if (property != null) {
            return parse(property, PROPERTY);
        }
        return variable != null ? parse(variable, VARIABLE) : new KernelRequest(Mode.AUTO, 0, "the default");
    }

    private static KernelRequest parse(String value, String name) {
        String source = name + "=" + value;
        return switch (value.strip()) {
            case "auto" -> new KernelRequest(Mode.AUTO, 0, source);
            case "off" -> new KernelRequest(Mode.OFF, 0, source);
            case "require" -> new KernelRequest(Mode.REQUIRE, 0, source);
            case "128", "256", "512" -> new KernelRequest(Mode.REQUIRE, Integer.parseInt(value.strip()), source);
            default ->
                throw new IllegalStateException(
                        source + " is not understood: use auto, off, 128, 256, 512 or require.");
        };
    }

    /** {@return the vector width in bits that the SIMD kernels use under this demand} */
    public int vectorBits() {
        return bits != 0 ? bits : Machine.VECTOR_BITS;
    }
}
