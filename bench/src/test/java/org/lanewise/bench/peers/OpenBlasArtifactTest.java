package org.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenBlasArtifactTest {

    @ParameterizedTest
    @CsvSource({
        "linux, amd64, linux-x86_64",
        "linux, aarch64, linux-arm64",
        "mac os x, aarch64, macosx-arm64",
        "mac os x, x86_64, macosx-x86_64",
        "windows 11, amd64, windows-x86_64"
    })
    void aPlatformHasItsClassifier(String system, String processor, String classifier) {
        assertEquals(classifier, OpenBlasArtifact.platform(system, processor));
    }

    @Test
    void aMissingArtifactIsNamed() {
        IllegalStateException missing = assertThrows(
                IllegalStateException.class, () -> NativeLibraries.load("/org/example/", List.of("libnone.so")));
        assertEquals("there is no /org/example/libnone.so on the class path", missing.getMessage());
    }

    @Test
    void whatIsNoLibraryIsRefused() {
        // A resource that is there, but is a class file.
        String folder = "/" + getClass().getPackageName().replace('.', '/') + "/";
        String name = getClass().getSimpleName() + ".class";
        assertThrows(IllegalStateException.class, () -> NativeLibraries.load(folder, List.of(name)));
    }
}
