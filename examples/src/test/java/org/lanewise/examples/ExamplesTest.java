package org.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.data.Features;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;

/** Each example runs, and what it says is right. */
class ExamplesTest {

    @TempDir
    Path folder;

    /** A program that prints. */
    private interface Program {
        void main(String... arguments) throws IOException;
    }

    private static String printed(Program program, Object... arguments) throws IOException {
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.main(words);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static double number(String text, String before) {
        return Double.parseDouble(
                text.substring(text.indexOf(before) + before.length()).strip().split("[,\\s]")[0]);
    }

    @Test
    void productsAreThoseOfPlainJava() throws IOException {
        String text = printed(Products::main);
        assertTrue(text.contains("Scores: [1.0, 1.0, 2.5, 1.5, 4.0, 2.0]"), text);
        double loss = (Math.log(2) + Math.log(1 + Math.exp(1)) + Math.log(1 + Math.exp(2))) / 3;
        assertEquals(loss, number(text, "Loss: "), 1e-6);
    }

    @Test
    void hiddenUnitsKnowWhatNoLineDivides() throws IOException {
        String text = printed(HiddenUnits::main);
        assertTrue(number(text, "Linear: ") < 0.7, text);
        assertTrue(number(text, "hidden units: ") > 0.97, text);
    }

    @Test
    void embeddingsAreLearned() throws IOException {
        float[] x = new float[2 * 40];
        long[] y = new long[40];
        for (int i = 0; i < 40; i++) {
            y[i] = i % 2;
            x[2 * i] = y[i] + 0.01f * i;
            x[2 * i + 1] = i;
        }
        Npy.write(folder.resolve("x.npy"), new NpyArray.Floats(List.of(40, 2), x));
        Npy.write(folder.resolve("y.npy"), new NpyArray.Integers(List.of(40), y));
        Path model = folder.resolve("m.npz");
        String text = printed(Embeddings::main, folder.resolve("x.npy"), folder.resolve("y.npy"), model);
        assertEquals(1, number(text, "trained on: "));
        assertEquals(1, LinearClassifier.load(model).predict(new float[] {1.2f, 3}));
    }

    @Test
    void cifarIsLearnedAndServed() throws Exception {
        Path set = SyntheticCifar.write(folder.resolve("set"), 600, 100, 1);
        Path model = folder.resolve("m.npz");
        assertTrue(number(printed(Cifar10::main, set, model), "test set: ") > 0.5, "learned");

        HttpServer server = PictureServer.start(model, 0);
        try (HttpClient client = HttpClient.newHttpClient();
                CifarDataset cifar = CifarDataset.open(set)) {
            LinearClassifier classifier = LinearClassifier.load(model);
            Features images = cifar.test().features();
            for (int row = 0; row < 5; row++) {
                String expected = classifier.classNames().get(classifier.predict(images.rows(row, row + 1))[0]);
                HttpResponse<String> answer = post(client, server, png(images, row));
                assertEquals(200, answer.statusCode());
                assertTrue(answer.body().contains("\"class\": \"" + expected + "\""), answer.body());
            }
            HttpResponse<String> refused = post(client, server, "no picture".getBytes(StandardCharsets.UTF_8));
            assertEquals(400, refused.statusCode());
        } finally {
            server.stop(0);
            ((ExecutorService) server.getExecutor()).shutdown();
        }
    }

    private static HttpResponse<String> post(HttpClient client, HttpServer server, byte[] body) throws Exception {
        URI address = URI.create(String.format(
                Locale.ROOT, "http://127.0.0.1:%d/", server.getAddress().getPort()));
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] png(Features images, int row) throws IOException {
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1024; i++) {
            int rgb = 0;
            for (int channel = 0; channel < 3; channel++) {
                rgb = rgb << 8 | (int) images.get(row, 1024 * channel + i);
            }
            picture.setRGB(i % 32, i / 32, rgb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
