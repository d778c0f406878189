package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.file.NpyArray;
import org.lanewise.learn.file.Npz;

/** Models that go elsewhere, and such that come from there. */
class ExportTest {

    @TempDir
    Path folder;

    private Path archive;

    @BeforeEach
    void write() throws IOException {
        archive = folder.resolve("sk.npz");
        Npz.write(archive, arrays());
    }

    private static SequencedMap<String, NpyArray> arrays() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("coef_", new NpyArray.Floats(List.of(1, 2), new float[] {1, 2}));
        arrays.put("intercept_", new NpyArray.Floats(List.of(1), new float[] {3}));
        arrays.put("classes_", NpyArray.of(List.of("no", "yes")));
        return arrays;
    }

    private Path model(String loss) {
        Path model = folder.resolve(loss + ".npz");
        Cli run = Cli.run("import", archive, "--save", model, "--loss", loss);
        assertEquals(0, run.code(), run.err());
        assertEquals("Model: " + model + ", 2 classes, 2 features\n", run.out());
        return model;
    }

    private static void assertRefused(String part, Object... words) {
        Cli run = Cli.run(words);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void bothFilesAreWrittenAtOnce() throws IOException {
        Path onnx = folder.resolve("new/m.onnx");
        Path safetensors = folder.resolve("new/m.safetensors");
        Cli run =
                Cli.run("export", "--model", model("softmax"), "--onnx", onnx, "--bytes", "--safetensors", safetensors);
        assertEquals(0, run.code(), run.err());
        assertEquals(
                "ONNX: " + onnx + ", bytes in, scores, probabilities and label out\nSafetensors: " + safetensors + "\n",
                run.out());
        String graph = Files.readString(onnx, StandardCharsets.ISO_8859_1);
        assertTrue(graph.contains("Cast") && graph.contains("Softmax") && graph.contains("[\"no\",\"yes\"]"));
        assertTrue(Files.readString(safetensors, StandardCharsets.ISO_8859_1).contains("[\\\"no\\\",\\\"yes\\\"]"));
    }

    @Test
    void scoresOfAnSvmAreNoProbabilities() throws IOException {
        Path onnx = folder.resolve("m.onnx");
        Cli run = Cli.run("export", "--model", model("svm2"), "--onnx", onnx, "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"onnx\": \"" + onnx + "\""), run.out());
        String graph = Files.readString(onnx, StandardCharsets.ISO_8859_1);
        assertFalse(graph.contains("Cast") || graph.contains("Softmax"));
    }

    @Test
    void badUsageOfExportIsRefused() {
        Path onnx = folder.resolve("m.onnx");
        assertRefused("--model is missing", "export", "--onnx", onnx);
        assertRefused("Nothing is to be written", "export", "--model", archive);
        assertRefused(
                "--bytes is of no use without --onnx",
                "export",
                "--model",
                archive,
                "--bytes",
                "--safetensors",
                folder.resolve("m"));
        assertRefused("no entry W", "export", "--model", archive, "--onnx", onnx);
        assertRefused("none.npz", "export", "--model", folder.resolve("none.npz"), "--onnx", onnx);
        assertFalse(Files.exists(onnx));
    }

    @Test
    void badInputOfImportIsRefused() throws IOException {
        Path out = folder.resolve("m.npz");
        assertRefused("--save is missing", "import", archive);
        assertRefused("FILE is missing", "import", "--save", out);
        assertRefused("none.npz", "import", folder.resolve("none.npz"), "--save", out);
        assertRefused("would be written over", "import", archive, "--save", archive);
        Path text = Files.writeString(folder.resolve("text.npz"), "no archive");
        assertRefused("not an .npz archive", "import", text, "--save", out);
        SequencedMap<String, NpyArray> arrays = arrays();
        arrays.put("intercept_", new NpyArray.Floats(List.of(1), new float[] {Float.NaN}));
        Npz.write(archive, arrays);
        assertRefused("NaN as element 0", "import", archive, "--save", out);
        arrays.remove("coef_");
        Npz.write(archive, arrays);
        assertRefused("no entry coef_", "import", archive, "--save", out);
        assertFalse(Files.exists(out));
    }
}
