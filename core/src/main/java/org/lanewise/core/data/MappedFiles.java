package org.lanewise.core.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which file memory is mapped from, for messages. Linux lists the mappings of a process; other systems do not. */
final class MappedFiles {

    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private MappedFiles() {}

    /** The path of the file, or words that stand for it. */
    static String at(long address) {
        try {
            return new String(Files.readAllBytes(MAPPINGS), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\s+", 6))
                    .filter(fields -> fields.length == 6 && contains(fields[0], address))
                    .map(fields -> fields[5])
                    .findFirst()
                    .orElse("A mapped file");
        } catch (IOException notThere) {
            return "A mapped file";
        }
    }

    /** Whether an address lies in a range such as {@code 7f00a000-7f00c000}. */
    private static boolean contains(String range, long address) {
        String[] ends = range.split("-");
        return Long.compareUnsigned(Long.parseUnsignedLong(ends[0], 16), address) <= 0
                && Long.compareUnsigned(address, Long.parseUnsignedLong(ends[1], 16)) < 0;
    }
}
