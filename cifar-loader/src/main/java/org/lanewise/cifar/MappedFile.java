package org.lanewise.cifar;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lanewise.core.data.Features;

/** One file of records, mapped read-only; the arena it was mapped into owns the mapping. */
record MappedFile(Path path, CifarFormat format, MemorySegment bytes) {

    /** Maps a file and checks its length and every label. */
    static MappedFile open(Path path, CifarFormat format, Arena arena) throws IOException {
        requireRegularFile(path, format);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long length = channel.size();
            RecordChecks.requireWholeRecords(path, format, length);
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, length, arena);
            RecordChecks.requireLabels(path, format, bytes);
            return new MappedFile(path, format, bytes);
        } catch (NoSuchFileException e) {
            throw withReason(new NoSuchFileException(path.toString(), null, missing(path, format)), e);
        } catch (AccessDeniedException e) {
            throw withReason(new AccessDeniedException(path.toString(), null, unreadable()), e);
        } catch (ClosedByInterruptException e) {
            throw withReason(new InterruptedIOException(path + ": this thread was interrupted; open it again"), e);
        }
    }

    /** Also because opening a pipe would wait for ever. */
    private static void requireRegularFile(Path path, CifarFormat format) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            String found = Files.isDirectory(path) ? "a directory" : "a device or a pipe";
            throw new CifarFormatException(path + ": this is " + found + ", but a file of " + format.title()
                    + " records was expected; give one");
        }
    }

    private static String missing(Path path, CifarFormat format) {
        return Files.isSymbolicLink(path)
                ? "this link leads nowhere, but a file of " + format.title() + " records was expected; repair the link"
                : "there is no such file, but a file of " + format.title()
                        + " records was expected; check the path, or unpack the official archive again";
    }

    private static String unreadable() {
        return "the file is there, but this user may not read it, and a readable file was expected; give read"
                + " permission (chmod +r) to the file and its directories";
    }

    private static <E extends IOException> E withReason(E exception, IOException cause) {
        exception.initCause(cause);
        return exception;
    }

    int records() {
        return Math.toIntExact(bytes.byteSize() / format.recordBytes());
    }

    /** The pixels where they lie: one image a row, a record apart. */
    Features features() {
        return Features.of(
                Features.Element.BYTE,
                bytes,
                format.labelBytes(),
                records(),
                CifarImage.PIXELS,
                format.recordBytes(),
                path.toString());
    }
}
