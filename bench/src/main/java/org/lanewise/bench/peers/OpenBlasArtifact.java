package org.lanewise.bench.peers;

import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;

/**
 * The build of OpenBLAS that the JavaCPP presets publish, one artifact a platform; the libraries in it are all that is
 * used, not JavaCPP. The pom takes the artifact of the platform that it is built on.
 */
final class OpenBlasArtifact {

    /** Each after those that it needs: the runtime libraries of its compilers, then itself. */
    private static final List<String> LINUX =
            List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");

    private static final List<String> MAC =
            List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libopenblas.0.dylib");
    private static final List<String> WINDOWS = List.of("libopenblas.dll");

    private OpenBlasArtifact() {}

    /** Loads the library, or says in an {@link IllegalStateException} why not. */
    static SymbolLookup load() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return NativeLibraries.load("/org/bytedeco/openblas/" + platform(system, processor) + "/", names(system));
    }

    /** JavaCPP's name of a platform, the artifact's classifier. */
    static String platform(String system, String processor) {
        String os = system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
        return os + "-" + (processor.equals("aarch64") ? "arm64" : "x86_64");
    }

    private static List<String> names(String system) {
        if (system.startsWith("mac")) {
            return MAC;
        }
        return system.startsWith("windows") ? WINDOWS : LINUX;
    }
}
