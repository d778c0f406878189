package org.lanewise.trials.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.lanewise.cifar.CifarFormat;

/** A small data set as an archive on a slow server of this machine, which can continue where a download broke off. */
final class SetArchive implements AutoCloseable {

    private static final int RECORDS = 40;
    private static final int BLOCK = 1 << 15;
    private static final int PAUSE_MILLIS = 8;

    private final Map<String, byte[]> files = new TreeMap<>();
    private final byte[] archive;
    private final HttpServer server;

    SetArchive() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (String name : CifarFormat.CIFAR10.trainFiles()) {
            byte[] records = new byte[RECORDS * CifarFormat.CIFAR10.recordBytes()];
            random.nextBytes(records);
            for (int record = 0; record < RECORDS; record++) {
                records[record * CifarFormat.CIFAR10.recordBytes()] = (byte) (record % 10);
            }
            files.put(name, records);
        }
        archive = archive(files);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    private static byte[] archive(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= archive.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (range != null) {
                String part = "bytes " + from + "-" + (archive.length - 1) + "/" + archive.length;
                exchange.getResponseHeaders().set("Content-Range", part);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, archive.length - from);
            OutputStream body = exchange.getResponseBody();
            for (int at = from; at < archive.length; at += BLOCK) {
                body.write(archive, at, Math.min(BLOCK, archive.length - at));
                body.flush();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/set.tar.gz";
    }

    String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    }

    /** Whether a directory holds the files of the set, byte for byte, and nothing else. */
    boolean isWhole(Path directory) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> list = Files.list(directory)) {
            for (Path file : list.toList()) {
                found.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return found.keySet().equals(files.keySet())
                && files.keySet().stream().allMatch(name -> Arrays.equals(files.get(name), found.get(name)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
