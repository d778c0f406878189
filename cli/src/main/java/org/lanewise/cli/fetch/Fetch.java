package org.lanewise.cli.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.CifarFormatException;
import org.lanewise.cli.InputException;

/** From an archive on a server to a directory with a data set, whole or not at all. */
public final class Fetch {

    /** The official archive has 162 MB. */
    private static final long MOST_PACKED = 256L << 20;

    /** The official files have 184 MB. */
    private static final long MOST_UNPACKED = 256L << 20;

    private final Download download;
    private final Checksum checksum;
    private final Path target;

    /**
     * What to fetch.
     *
     * @param source where the archive is
     * @param checksum what its bytes must sum up to
     * @param target the directory of the data set; must not exist or be empty
     * @param listener hears how far the download is
     * @throws IOException if the source is no HTTPS address, or the target cannot be looked at
     */
    public Fetch(URI source, Checksum checksum, Path target, Download.Listener listener) throws IOException {
        this(new Download(source, MOST_PACKED, listener), checksum, target);
    }

    /** The same with a download that is bounded otherwise. */
    Fetch(Download download, Checksum checksum, Path target) throws IOException {
        this.download = download;
        this.checksum = checksum;
        // An empty directory elsewhere that a link leads to is filled there.
        this.target = Files.isDirectory(target) ? target.toRealPath() : target.toAbsolutePath();
    }

    /**
     * Downloads, compares, unpacks, opens once to see that it is a data set, and moves it to its place. What has been
     * downloaded when a connection breaks stays beside the target in a file that ends in {@code .part}.
     *
     * @throws IOException if any of these fails, or another process is at it; there is nothing under the name of the target then
     */
    public void run() throws IOException {
        requireFree();
        Files.createDirectories(target.getParent());
        TargetLock lock = TargetLock.of(target);
        try (lock) {
            // Again, for whoever had the lock may have finished.
            requireFree();
            fill();
        }
    }

    private void fill() throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".tar.gz.part");
        // Always the same name, like the .part file's: what a killed run left is found and removed.
        Path unpacked = target.resolveSibling("." + target.getFileName() + ".unpacking");
        Leftover.deleteFolder(unpacked);
        try {
            download.to(part);
            verify(part);
            Files.createDirectory(unpacked);
            unpack(new Archive(part, names(), MOST_UNPACKED), unpacked);
            Files.deleteIfExists(target);
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (UselessException useless) {
            Files.delete(part);
            throw useless;
        } finally {
            Leftover.deleteFolder(unpacked);
        }
        Files.delete(part);
    }

    private static void unpack(Archive archive, Path directory) throws IOException {
        archive.unpack(directory);
        try {
            CifarDataset.open(directory, CifarFormat.CIFAR10).close();
        } catch (CifarFormatException | NoSuchFileException noDataSet) {
            throw archive.refused("no whole data set", noDataSet);
        }
    }

    private void requireFree() throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            String found = Files.isSymbolicLink(target) ? "a link that leads to no directory" : "a file";
            throw new InputException(target + " is " + found + "; give a directory with --data.");
        }
        try (Stream<Path> entries = Files.list(target)) {
            if (entries.findAny().isPresent()) {
                throw new InputException(target
                        + " has something in it already; remove it, give another directory with --data, or see what it is"
                        + " with ./lanewise data info.");
            }
        }
    }

    private void verify(Path part) throws IOException {
        Checksum found = checksum.of(part);
        if (!found.equals(checksum)) {
            throw new UselessException(
                    "What was downloaded has " + found + ", but " + checksum
                            + " was expected, so it was removed; try again, or give a mirror with --url.",
                    null);
        }
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(CifarFormat.CIFAR10.trainFiles());
        names.addAll(CifarFormat.CIFAR10.testFiles());
        names.add(CifarFormat.CIFAR10.namesFile());
        return names;
    }
}
