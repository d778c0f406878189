package org.lanewise.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads shared libraries that lie in a jar on the class path: copies them to a temporary directory, which is removed as
 * soon as they are loaded, or when the VM ends where the system locks the files of loaded libraries.
 */
final class NativeLibraries {

    private NativeLibraries() {}

    /**
     * Loads libraries.
     *
     * @param folder where the jar has them
     * @param names their file names, each after those that it needs; those that a platform lacks are passed over
     * @return the symbols of the last
     * @throws IllegalStateException if the last one is missing, or one cannot be loaded
     */
    static SymbolLookup load(String folder, List<String> names) {
        String last = folder + names.get(names.size() - 1);
        if (NativeLibraries.class.getResource(last) == null) {
            throw new IllegalStateException("there is no " + last + " on the class path");
        }
        try {
            Path directory = Files.createTempDirectory("lanewise-bench-");
            List<Path> files = unpack(folder, names, directory);
            try {
                return load(files);
            } finally {
                files.forEach(NativeLibraries::remove);
                remove(directory);
            }
        } catch (IOException | IllegalArgumentException cannotLoad) {
            throw new IllegalStateException(cannotLoad.getMessage(), cannotLoad);
        }
    }

    private static List<Path> unpack(String folder, List<String> names, Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            try (InputStream library = NativeLibraries.class.getResourceAsStream(folder + name)) {
                if (library != null) {
                    Path file = directory.resolve(name);
                    Files.copy(library, file);
                    files.add(file);
                }
            }
        }
        return files;
    }

    @SuppressWarnings("restricted") // what --enable-native-access is for
    private static SymbolLookup load(List<Path> files) {
        SymbolLookup symbols = null;
        for (Path file : files) {
            symbols = SymbolLookup.libraryLookup(file, Arena.global());
        }
        return symbols;
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException locked) {
            file.toFile().deleteOnExit();
        }
    }
}
