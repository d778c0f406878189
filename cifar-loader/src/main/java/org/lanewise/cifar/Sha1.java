package org.lanewise.cifar;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-1 of mapped bytes: identifies the official files, secures nothing. */
final class Sha1 {

    /** A byte buffer cannot be longer than 2 GiB, a mapped file can. */
    private static final long BLOCK = 1 << 20;

    private Sha1() {}

    static String of(MemorySegment bytes) {
        MessageDigest digest = newDigest();
        for (long from = 0; from < bytes.byteSize(); from += BLOCK) {
            long length = Math.min(BLOCK, bytes.byteSize() - from);
            digest.update(bytes.asSlice(from, length).asByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java runtime has SHA-1, but this one does not.", e);
        }
    }
}
