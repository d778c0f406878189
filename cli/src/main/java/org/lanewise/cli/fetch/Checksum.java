package org.lanewise.cli.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the bytes of a file must sum up to.
 *
 * @param algorithm MD5, SHA-1 or SHA-256
 * @param hex the sum in lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

    /** Of {@code cifar-10-binary.tar.gz}, as the data set's home page gives it. */
    public static final Checksum OFFICIAL = new Checksum("MD5", "c32a1d4ab5d03f1284b67883e8d87530");

    /**
     * Reads a checksum; how long it is tells the algorithm.
     *
     * @param hex 32 (MD5), 40 (SHA-1) or 64 (SHA-256) hexadecimal digits
     * @return the checksum
     * @throws IllegalArgumentException if it is none of these
     */
    public static Checksum parse(String hex) {
        String algorithm = switch (hex.length()) {
            case 32 -> "MD5";
            case 40 -> "SHA-1";
            case 64 -> "SHA-256";
            default -> null;
        };
        if (algorithm == null || !hex.matches("\\p{XDigit}+")) {
            throw new IllegalArgumentException("The checksum " + hex
                    + " is none; give the 32 hexadecimal digits of an MD5, the 40 of a SHA-1, or the 64 of a SHA-256.");
        }
        return new Checksum(algorithm, hex.toLowerCase(Locale.ROOT));
    }

    /**
     * The sum of a file by the same algorithm.
     *
     * @param file the file
     * @return its sum
     * @throws IOException if it cannot be read
     */
    public Checksum of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] block = new byte[1 << 16];
            while (in.read(block) >= 0) {
                // The stream sums up what passes.
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java runtime has " + algorithm + ", but this one does not.", e);
        }
    }

    /** {@return algorithm and sum} */
    @Override
    public String toString() {
        return algorithm + " " + hex;
    }
}
