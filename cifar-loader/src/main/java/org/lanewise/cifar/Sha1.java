package org.lanewise.cifar;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lanewise.core.internal.GuardedCopies;

/** SHA-1 of mapped bytes: identifies the official files, secures nothing. */
final class Sha1 {

    private static final int BLOCK = 1 << 16;

    private Sha1() {}

    static String of(MemorySegment bytes) {
        MessageDigest digest = newDigest();
        byte[] block = new byte[BLOCK];
        for (long from = 0; from < bytes.byteSize(); from += BLOCK) {
            int length = (int) Math.min(BLOCK, bytes.byteSize() - from);
            GuardedCopies.bytes(bytes, from, block, 0, length);
            digest.update(block, 0, length);
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
