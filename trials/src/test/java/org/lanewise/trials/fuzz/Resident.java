package org.lanewise.trials.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How large this process has become between two moments, by Linux's own high-water mark; nothing elsewhere. */
final class Resident {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MARK = Path.of("/proc/self/clear_refs");

    /** What sets the high-water mark to the present size. */
    private static final String RESET = "5";

    private Resident() {}

    /** Bytes now; -1 if they are not known here. */
    static long begin() {
        try {
            Files.writeString(MARK, RESET);
            return bytes("VmRSS:");
        } catch (IOException notHere) {
            return -1;
        }
    }

    /** Bytes by which the process has been larger since then; 0 if they are not known here. */
    static long growthSince(long before) {
        try {
            return before < 0 ? 0 : Math.max(0, bytes("VmHWM:") - before);
        } catch (IOException notHere) {
            return 0;
        }
    }

    private static long bytes(String name) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException(STATUS + " has no " + name);
    }
}
