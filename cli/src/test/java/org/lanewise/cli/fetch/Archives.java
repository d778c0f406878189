package org.lanewise.cli.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
}
