package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.LostDataException;

class VerificationTest {

    @TempDir
    Path directory;

    @Test
    void sha1OfTheStandardsExample() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d", Sha1.of(MemorySegment.ofArray(abc)));
        byte[] million = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        assertEquals("34aa973cd4c4daa4f61eeb2bdbad27316534016f", Sha1.of(MemorySegment.ofArray(million)));
    }

    /** Large files are read a megabyte at a time. */
    @Test
    void sha1OfMoreThanABlock() throws Exception {
        byte[] bytes = new byte[(3 << 20) + 7];
        new SplittableRandom(1).nextBytes(bytes);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        assertEquals(expected, Sha1.of(MemorySegment.ofArray(bytes)));
    }

    @Test
    void otherBytesUnderAnOfficialNameAreAFinding() throws IOException {
        Path file = TinyFiles.cifar10(directory.resolve("test_batch.bin"), 1);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            Verification found = cifar.verify().get(0);
            assertEquals(Verification.Result.DIFFERS, found.result());
            assertEquals(Optional.of("67eb016db431130d61cd03c7ad570b013799c88c"), found.official());
            assertEquals(file, found.file());
            assertTrue(found.describe().startsWith(file + " differs from the official file: SHA-1 " + found.found()));
            assertTrue(found.describe().contains("67eb016db431130d61cd03c7ad570b013799c88c was expected"));
        }
    }

    @Test
    void otherNamesAreUnknown() throws IOException {
        Path mine = TinyFiles.cifar10(directory.resolve("mine.bin"), 1);
        Path train = TinyFiles.cifar10(directory.resolve("train.bin"), 1);
        try (CifarDataset cifar = CifarDataset.openFiles(CifarFormat.CIFAR10, List.of(mine), List.of(train))) {
            for (Verification found : cifar.verify()) {
                assertEquals(Verification.Result.UNKNOWN, found.result());
                assertTrue(found.describe().contains("no file of this name"), found.describe());
            }
        }
    }

    @Test
    void aFileThatWasCutShortIsNamed() throws IOException {
        Path file = TinyFiles.cifar10(directory.resolve("test_batch.bin"), 1, 2, 3);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            String message =
                    assertThrows(LostDataException.class, cifar::verify).getMessage();
            assertTrue(message.startsWith(file + " was cut short"), message);
        }
    }

    @Test
    void theOfficialSumMatches() {
        String sum = OfficialFiles.sha1(CifarFormat.CIFAR100_COARSE, "test.bin").orElseThrow();
        Verification match = new Verification(Path.of("test.bin"), sum, Optional.of(sum));
        assertEquals(Verification.Result.MATCHES, match.result());
        assertEquals("test.bin is the official file (SHA-1 " + sum + ").", match.describe());
    }
}
