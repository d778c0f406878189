package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.WithoutData;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.LossKind;
import org.lanewise.cli.problem.StoredOptions;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.file.OnnxFile;
import org.lanewise.learn.file.SafetensorsFile;
import org.lanewise.learn.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a model for other programs. */
@Command(
        name = "export",
        description = "Writes a model for other programs, as ONNX or safetensors. The ONNX graph (opset 13)"
                + " runs without Lanewise; safetensors hold the numbers. No data set is needed.")
public final class ExportCommand extends Action implements WithoutData {

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model, written by train --save or import --save. Required.")
    private Path model;

    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write an ONNX graph of preprocessing, scores, softmax (if the loss was softmax) and"
                    + " label. Its metadata have the class names.")
    private Path onnx;

    @Option(names = "--bytes", description = "Let the graph take bytes (uint8), such as pixels. Default: floats.")
    private boolean bytes;

    @Option(
            names = "--safetensors",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write W, b, mean and scale as F32. The metadata have the class names.")
    private Path safetensors;

    /** Made by picocli. */
    public ExportCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        files.reads("--model", model);
        files.writes("--onnx", onnx);
        files.writes("--safetensors", safetensors);
    }

    @Override
    protected void run(Report report) throws IOException {
        requireFittingOptions();
        try (Computer computer = common.computer()) {
            ModelFile trained = ModelOptions.read(computer, model, null);
            if (safetensors != null || Network.of(trained.classifier()).isEmpty()) {
                ModelOptions.requirePixels(model, trained, "what makes them of pixels cannot be exported");
            }
            report.result("model", model);
            if (onnx != null) {
                writeOnnx(trained, report);
            }
            if (safetensors != null) {
                OutputFile.makeFolder(safetensors);
                new SafetensorsFile(trained).write(safetensors);
                report.say("Safetensors: %s", safetensors);
                report.result("safetensors", safetensors);
            }
        }
    }

    private void requireFittingOptions() {
        if (model == null) {
            throw wrong("--model is missing; give the path of a model that train --save wrote.");
        }
        if (onnx == null && safetensors == null) {
            throw wrong("Nothing is to be written; give --onnx, --safetensors or both.");
        }
        if (bytes && onnx == null) {
            throw wrong("--bytes is of no use without --onnx; leave it out.");
        }
    }

    private void writeOnnx(ModelFile trained, Report report) throws IOException {
        LossKind loss = new StoredOptions(model, trained.provenance()).loss();
        boolean hasProbabilities = loss == null || loss.hasProbabilities();
        OutputFile.makeFolder(onnx);
        OnnxFile.Input input = bytes ? OnnxFile.Input.BYTES : OnnxFile.Input.FLOATS;
        new OnnxFile(trained, input, hasProbabilities).write(onnx);
        report.say(
                "ONNX: %s, %s in, scores%s and label out",
                onnx, bytes ? "bytes" : "floats", hasProbabilities ? ", probabilities" : "");
        report.result("onnx", onnx);
    }
}
