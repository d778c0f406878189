package org.lanewise.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.learn.LinearClassifier;

/**
 * Answers {@code POST /} with a picture in its body by the class that a model of CIFAR-10 gives it, as JSON:
 * {@code curl --data-binary @cat.png http://127.0.0.1:8080/}. One classifier serves all threads. Only this machine reaches it.
 */
public final class PictureServer {

    private static final int SIDE = 32;
    private static final int MOST_BYTES = 10_000_000;

    private final LinearClassifier classifier;

    private PictureServer(LinearClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * Serves until it is killed.
     *
     * @param arguments the model and the port
     * @throws IOException if the model cannot be read or the port is taken
     */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Starts a server; port 0 takes a free one. */
    static HttpServer start(Path model, int port) throws IOException {
        PictureServer pictures = new PictureServer(LinearClassifier.load(model));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        server.setExecutor(threads);
        server.createContext("/", pictures::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(body));
            int code = picture == null ? 400 : 200;
            String text = picture == null ? "{\"error\": \"Send a picture, such as a PNG.\"}" : classify(picture);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String classify(BufferedImage picture) {
        float[] probabilities = classifier.predictProba(pixels(picture));
        int[] best = new int[1];
        Scorer.top(probabilities, best);
        return String.format(
                Locale.ROOT,
                "{\"class\": \"%s\", \"probability\": %.4f}",
                classifier.classNames().get(best[0]),
                probabilities[best[0]]);
    }

    /** As CIFAR-10 has them: 0 to 255, all red values row by row, then the green and the blue ones. */
    private static float[] pixels(BufferedImage picture) {
        BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, SIDE, SIDE, null);
        graphics.dispose();
        float[] pixels = new float[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int rgb = small.getRGB(i % SIDE, i / SIDE);
            for (int channel = 0; channel < 3; channel++) {
                pixels[channel * SIDE * SIDE + i] = rgb >> 16 - 8 * channel & 0xff;
            }
        }
        return pixels;
    }
}
