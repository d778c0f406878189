package org.lanewise.cli.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.lanewise.cifar.SyntheticCifar;

/** Archives in memory, good ones and bad ones. */
final class Archives {

    private Archives() {}

    /** A small synthetic set in the layout of the official archive. */
    static byte[] good(Path scratch) throws IOException {
        Path set = SyntheticCifar.write(scratch.resolve("set"), 30, 20, 1);
        List<Path> files;
        try (Stream<Path> listed = Files.list(set)) {
            files = listed.sorted().toList();
        }
        return of(tar -> {
            folder(tar, "cifar-10-batches-bin/");
            for (Path file : files) {
                entry(tar, "cifar-10-batches-bin/" + file.getFileName(), Files.readAllBytes(file));
            }
            entry(tar, "cifar-10-batches-bin/readme.html", "<html>".getBytes(StandardCharsets.UTF_8));
        });
    }

    static byte[] withEntry(String name) {
        return of(tar -> entry(tar, name, new byte[3073]));
    }

    static byte[] withLink(String name, String target) {
        return of(tar -> {
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(target);
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        });
    }

    static byte[] withFolders(int number) {
        return of(tar -> {
            for (int i = 0; i < number; i++) {
                folder(tar, "folder" + i + "/");
            }
        });
    }

    interface Entries {
        void addTo(TarArchiveOutputStream tar) throws IOException;
    }

    static byte[] of(Entries entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            entries.addTo(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void entry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        // Keeps a leading slash, as a hostile archive would.
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void folder(TarArchiveOutputStream tar, String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name));
        tar.closeArchiveEntry();
    }

    /** Bytes as they are in place of what a tar writer would write. */
    static byte[] ofRaw(byte[]... blocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            for (byte[] block : blocks) {
                gzip.write(block);
            }
            gzip.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    /** A header of 512 bytes with its content, padded. */
    static byte[] rawEntry(String name, char type, byte[] content) {
        byte[] entry = new byte[512 + (content.length + 511) / 512 * 512];
        String numbers = "0000644\0" + "0000000\0" + "0000000\0" + String.format("%011o\0", content.length)
                + "00000000000\0" + " ".repeat(8) + type;
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, entry, 0, name.length());
        System.arraycopy(numbers.getBytes(StandardCharsets.US_ASCII), 0, entry, 100, numbers.length());
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, entry, 257, 8);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += Byte.toUnsignedInt(entry[i]);
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, entry, 148, 8);
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }
}
