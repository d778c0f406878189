package org.lanewise.learn.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.lanewise.core.internal.files.Replacement;

/**
 * A classifier as safetensors: {@code W} (K x D), {@code b} (K), {@code mean} and {@code scale} (D), all F32, and as metadata
 * {@code class_names}, a JSON list in the order of the classes, and {@code provenance}, a JSON object. In Python scores are
 * {@code ((pixels - m["mean"]) * m["scale"]) @ m["W"].T + m["b"]}.
 *
 * @param model the classifier, and how it came to be
 */
public record SafetensorsFile(ModelFile model) {

    /** The elements begin at a multiple of this, so that whoever maps the file finds them aligned. */
    private static final int ALIGNMENT = Long.BYTES;

    /**
     * Checks that the model is there.
     *
     * @throws IllegalArgumentException if its features are not pixels, but what a map makes of them
     */
    public SafetensorsFile {
        ModelContents.requireNoMap(model);
    }

    /**
     * Writes the file: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @throws IllegalArgumentException if a number is not finite
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void write(Path file) throws IOException {
        SequencedMap<String, NpyContent> tensors = ModelContents.parameters(model.classifier());
        Replacement.write(file, out -> writeTo(out, tensors));
    }

    private void writeTo(OutputStream out, SequencedMap<String, NpyContent> tensors) throws IOException {
        byte[] header = header(tensors).getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-header.length, ALIGNMENT);
        LittleEndian length = new LittleEndian(out);
        length.put((long) header.length + padding);
        length.flush();
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (NpyContent tensor : tensors.values()) {
            tensor.writeDataTo(out);
        }
    }

    private String header(SequencedMap<String, NpyContent> tensors) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata());
        long at = 0;
        for (Map.Entry<String, NpyContent> tensor : tensors.entrySet()) {
            long end = at + tensor.getValue().dataBytes();
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("dtype", "F32");
            place.put("shape", tensor.getValue().shape());
            place.put("data_offsets", List.of(at, end));
            header.put(tensor.getKey(), place);
            at = end;
        }
        return JsonText.of(header);
    }

    /** The format allows texts alone, so lists and tables are JSON within JSON. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelArrays.CLASS_NAMES, JsonText.of(model.classifier().classNames()));
        metadata.put(ModelArrays.PROVENANCE, JsonText.of(ModelContents.withVersions(model.provenance())));
        return metadata;
    }
}
