package org.lanewise.cifar;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a file is the official one, byte for byte. If it is not, that is no error: a part of the
 * official file, or a set of your own, is as valid.
 *
 * @param file the file
 * @param found SHA-1 of the file, 40 lower-case hexadecimal digits
 * @param official SHA-1 of the official file of this name; empty if there is none of this name
 */
public record Verification(Path file, String found, Optional<String> official) {

    /** What comes out of a comparison. */
    public enum Result {
        /** The file is the official one. */
        MATCHES,
        /** The file has the name of an official file and other bytes. */
        DIFFERS,
        /** The official archive has no file of this name. */
        UNKNOWN
    }

    /** {@return how the file compares with the official one} */
    public Result result() {
        if (official.isEmpty()) {
            return Result.UNKNOWN;
        }
        return official.get().equals(found) ? Result.MATCHES : Result.DIFFERS;
    }

    /** {@return one sentence for a person} */
    public String describe() {
        return switch (result()) {
            case MATCHES -> file + " is the official file (SHA-1 " + found + ").";
            case DIFFERS ->
                file + " differs from the official file: SHA-1 " + found + " was found, " + official.get()
                        + " was expected; download it again if it should be the official one.";
            case UNKNOWN ->
                file + " has SHA-1 " + found
                        + ", but the official archive has no file of this name to compare it with.";
        };
    }
}
