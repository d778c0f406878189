/** The stored form of features: how a vector of them is loaded from the array of a block of examples. */
enum Element {
    BYTE {
        @Override
        String array() {
            return "byte[] features";
        }

        @Override
        String load(String index) {
            return """
                    (FloatVector) ByteVector.fromArray(B, features, %s)
                                        .convertShape(ZERO_EXTEND_B2I, I, 0)
                                        .convert(I2F, 0)""".formatted(index);
        }

        /** C2 converts again for every use, but does not repeat an addition of 0 behind it. */
        @Override
        String loadOnce(String index) {
            return """
                    ((FloatVector) ByteVector.fromArray(B, features, %s)
                                                .convertShape(ZERO_EXTEND_B2I, I, 0)
                                                .convert(I2F, 0))
                                        .add(0f)""".formatted(index);
        }
    },

    FLOAT {
        @Override
        String array() {
            return "float[] features";
        }

        @Override
        String load(String index) {
            return "FloatVector.fromArray(F, features, " + index + ")";
        }

        @Override
        String loadOnce(String index) {
            return load(index);
        }
    };

    /** The parameter of the array. */
    abstract String array();

    /** An expression that loads a vector and makes floats of it. */
    abstract String load(String index);

    /** The same, in a form that C2 computes once for all its uses. */
    abstract String loadOnce(String index);
}
