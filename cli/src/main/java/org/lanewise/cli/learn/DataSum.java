package org.lanewise.cli.learn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a model was made from, as one sum. */
final class DataSum {

    private DataSum() {}

    /** SHA-256 of all bytes of the files, one after another. */
    static String sha256(List<Path> files) throws IOException {
        MessageDigest digest = newDigest();
        byte[] block = new byte[1 << 16];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read; (read = in.read(block)) >= 0; ) {
                    digest.update(block, 0, read);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java runtime has SHA-256, but this one does not.", e);
        }
    }
}
