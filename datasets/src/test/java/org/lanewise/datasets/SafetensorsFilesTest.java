package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFilesTest {

    private static final String HEADER = """
            {"__metadata__": {"made by": "a \\"test\\" \\u00e9"},
             "x_train": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
             "y_train": {"dtype": "U8", "shape": [2], "data_offsets": [16, 18]}}   \
            """;

    private static final byte[] DATA = ByteBuffer.allocate(18)
            .put(Written.f4(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4))
            .put((byte) 5)
            .put((byte) 2)
            .array();

    @TempDir
    Path directory;

    @Test
    void mapsFloats() throws Exception {
        Path file = Written.file(directory, "a.safetensors", Written.safetensors(HEADER, DATA));
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[1.0, 2.0][3.0, 4.0]", Seen.rows(dataset.train()));
            assertEquals("[1, 0]", Seen.labels(dataset.train()));
            assertTrue(Seen.isMapped(dataset.train()));
            assertEquals("safetensors in " + file + ": 2 training and 0 test examples, 2 classes", dataset.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"U8, 1, 1", "I8, 1, 1", "BOOL, 1, 1", "F16, 2, 15360", "BF16, 2, 16256", "I16, 2, 1", "I64, 8, 1"})
    void readsOtherTypes(String type, int size, long one) throws Exception {
        ByteBuffer data = ByteBuffer.allocate(2 * size + 2).order(ByteOrder.LITTLE_ENDIAN);
        switch (size) {
            case 1 -> data.put((byte) one);
            case 2 -> data.putShort((short) one);
            default -> data.putLong(one);
        }
        data.put(2 * size, (byte) 1);
        String header = "{\"X\":{\"dtype\":\"" + type + "\",\"shape\":[2,1],\"data_offsets\":[0," + 2 * size
                + "]},\"y\":{\"dtype\":\"BOOL\",\"shape\":[2,1],\"data_offsets\":[" + 2 * size + "," + (2 * size + 2)
                + "]}}";
        Path file = Written.file(directory, "a.bin", Written.safetensors(header, data.array()));
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[1.0][0.0]", Seen.rows(dataset.train()));
            assertEquals("[1, 0]", Seen.labels(dataset.train()));
        }
    }

    @Test
    void refusesDamagedFiles() throws Exception {
        refused(Arrays.copyOf(Written.safetensors(HEADER, DATA), 5), "has 5 bytes");
        byte[] long_ = Written.safetensors(HEADER, DATA);
        long_[5] = 1;
        refused(long_, "claims a header of 10995");
        refused(Written.safetensors(HEADER, Arrays.copyOf(DATA, 17)), "Tensor y_train", "from byte 16 to 18 of 17");
        refusedHeader(HEADER.replace("[16, 18]", "[15, 17]"), "share bytes, x_train and y_train");
        refusedHeader(HEADER.replace("[16, 18]", "[18, 16]"), "from byte 18 to 16");
        refusedHeader(HEADER.replace("[2, 2]", "[2, 3]"), "Tensor x_train", "has 16 bytes", "[2, 3]");
        refusedHeader(HEADER.replace("[2, 2]", "[4294967296, 1]"), "which cannot be");
        refusedHeader(HEADER.replace("[2, 2]", "[2147483647, 2147483647, 2147483647]"), "has 16 bytes");
        refusedHeader(HEADER.replace("F32", "F8_E4M3"), "type F8_E4M3");
        refusedHeader(HEADER.replace("dtype", "type"), "is not described by a dtype");
        refusedHeader(HEADER.replace("x_train", "y_train"), "each key once");
        byte[] nan = Written.safetensors(HEADER, DATA);
        Arrays.fill(nan, nan.length - 6, nan.length - 2, (byte) 0xFF);
        refused(nan, "holds NaN in row 1, column 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}}",
                "{\"a\"}",
                "{\"a\":01}",
                "{\"a\":1.5}",
                "{\"a\":true}",
                "{\"a\":\"\\x\"}",
                "{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"a\":\"b",
                "{\"a\":\"\\u12",
                "{\"a\":[1 2]}",
                "{\"a\":99999999999999999999}",
                "{\"a\":\"\n\"}"
            })
    void refusesOtherJson(String header) throws Exception {
        refused(Written.safetensors(header), "is not the JSON that it should be");
    }

    private void refusedHeader(String header, String... words) throws Exception {
        refused(Written.safetensors(header, DATA), words);
    }

    private void refused(byte[] content, String... words) throws Exception {
        Seen.refused(Written.file(directory, "a.safetensors", content), words);
    }
}
