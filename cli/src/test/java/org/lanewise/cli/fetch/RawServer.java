package org.lanewise.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on this machine that answers every request with the same bytes, whatever HTTP says of them. */
final class RawServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final byte[] answer;

    /** What it answers with, a byte a character. */
    RawServer(String answer) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readRequest(socket.getInputStream());
                socket.getOutputStream().write(answer);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException gone) {
                // The client's right.
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        int last = 0;
        for (int c; (c = in.read()) >= 0; last = last << 8 | c) {
            if ((last << 8 | c) == 0x0D0A0D0A) {
                return;
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/set.tar.gz";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
