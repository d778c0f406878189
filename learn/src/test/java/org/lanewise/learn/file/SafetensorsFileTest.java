package org.lanewise.learn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.learn.evaluate.Classifier;

/** What is in a file of safetensors, byte by byte. */
@Tag("any-kernels")
class SafetensorsFileTest {

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(31);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void headerAndElementsAreThoseOfTheModel() throws IOException {
        for (String name : List.of("a", "ab", "abc", "abcd", "ä", "\"b\"", "c\t", "abcdefgh")) {
            Classifier classifier = new Classifier(
                    Inputs.model(arena, random, 2, 17, 1),
                    Inputs.preprocessing(arena, random, 17),
                    List.of(name, "other"));
            check(classifier, name);
        }
    }

    private void check(Classifier classifier, String name) throws IOException {
        Path file = folder.resolve("model.safetensors");
        new SafetensorsFile(new ModelFile(classifier, Map.of("loss", "svm"))).write(file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        assertEquals(0, length % 8);
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        String quoted = name.replace("\"", "\\\\\\\"").replace("\t", "\\\\u0009");
        String start = "{\"__metadata__\":{\"class_names\":\"[\\\"" + quoted + "\\\",\\\"other\\\"]\","
                + "\"provenance\":\"{\\\"loss\\\":\\\"svm\\\",\\\"lanewise\\\":";
        assertTrue(header.startsWith(start), header);
        String end = "\"W\":{\"dtype\":\"F32\",\"shape\":[2,17],\"data_offsets\":[0,136]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[136,144]},"
                + "\"mean\":{\"dtype\":\"F32\",\"shape\":[17],\"data_offsets\":[144,212]},"
                + "\"scale\":{\"dtype\":\"F32\",\"shape\":[17],\"data_offsets\":[212,280]}}";
        assertTrue(header.stripTrailing().endsWith(end), header);
        bytes.position(8 + length);
        assertElements(classifier.model().weights(), bytes);
        assertElements(classifier.model().bias(), bytes);
        assertElements(classifier.preprocessing().mean(), bytes);
        assertElements(classifier.preprocessing().scale(), bytes);
        assertEquals(0, bytes.remaining());
    }

    private static void assertElements(FloatMatrix expected, ByteBuffer bytes) {
        float[] actual = new float[expected.rows() * expected.columns()];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = bytes.getFloat();
        }
        assertArrayEquals(expected.toArray(), actual);
    }
}
