package org.lanewise.core.internal.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** What a {@link Replacement} asks of the file system, request by request, so that a test can let each of them fail. */
class FileSteps {

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    /** Creates a file; where it is to replace another, for its owner alone until it is {@linkplain #makeLike like that}. */
    FileChannel create(Path temporary, Path original) throws IOException {
        return hasPermissions(original)
                ? FileChannel.open(temporary, NEW, PosixFilePermissions.asFileAttribute(PRIVATE))
                : FileChannel.open(temporary, NEW);
    }

    /** Gives a file owner, group and permissions of another, if that exists. */
    void makeLike(Path original, Path copy) throws IOException {
        if (!hasPermissions(original)) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(original, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(copy, PosixFileAttributeView.class);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(wanted.permissions());
        if (!takesOwners(view, wanted)) {
            permissions.removeIf(permission -> isOfGroup(permission) && !isOfOthers(permission, wanted.permissions()));
        }
        if (!view.readAttributes().permissions().equals(permissions)) {
            view.setPermissions(permissions);
        }
    }

    private static boolean hasPermissions(Path file) {
        return Files.exists(file) && Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    /** Whether a file has the same group afterwards; only the superuser may give every file to every user and group. */
    private static boolean takesOwners(PosixFileAttributeView view, PosixFileAttributes wanted) throws IOException {
        try {
            if (!view.readAttributes().group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
        } catch (FileSystemException notAllowed) {
            return false;
        }
        try {
            if (!view.readAttributes().owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
        } catch (FileSystemException notAllowed) {
            // Then it belongs to who writes it.
        }
        return true;
    }

    private static boolean isOfGroup(PosixFilePermission permission) {
        return permission.name().startsWith("GROUP");
    }

    /** Another group than the old one may do no more than everybody. */
    private static boolean isOfOthers(PosixFilePermission ofGroup, Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.valueOf(ofGroup.name().replace("GROUP", "OTHERS")));
    }

    OutputStream stream(FileChannel channel) {
        return Channels.newOutputStream(channel);
    }

    void force(FileChannel channel) throws IOException {
        channel.force(true);
    }

    void close(FileChannel channel) throws IOException {
        channel.close();
    }

    void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notOnThisFileSystem) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Puts the names of a folder on the disk, so that a crash does not bring the old file back. */
    void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
