package org.lanewise.trials.supply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Main;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.LinearClassifier;

/** What the compiled classes refer to: no reflection, no native access, no other process, and the network in one package alone. */
class ForbiddenApisTest {

    private static final Pattern REFLECTION = Pattern.compile("java/lang/reflect/.*"
            + "|java/lang/Class\\.(forName|getMethods?|getDeclared.*|getFields?|getConstructors?|newInstance)"
            + "|java/lang/invoke/MethodHandles\\..*|java/lang/invoke/VarHandle.*|sun/.*|jdk/internal/.*");

    private static final Pattern NATIVE = Pattern.compile("java/lang/foreign/(Linker|SymbolLookup|FunctionDescriptor).*"
            + "|java/lang/foreign/(MemorySegment|AddressLayout|ModuleLayer)\\.(reinterpret|withTargetLayout)"
            + "|java/lang/(System|Runtime)\\.(load|loadLibrary)"
            + "|java/lang/foreign/Arena\\.global");

    private static final Pattern PROCESSES = Pattern.compile("java/lang/ProcessBuilder.*|java/lang/Runtime\\.exec");

    private static final Pattern SERIALIZATION = Pattern.compile("java/io/Object(Input|Output)Stream.*");

    private static final Pattern NETWORK =
            Pattern.compile("java/net/(?!URI|URLDecoder|URLEncoder).*|java/nio/channels/.*Socket.*|javax/net/.*");

    private static final String FETCH = "org/lanewise/cli/fetch/";

    @Test
    void noReflectionNoNativeAccessNoProcessesNoSerializedObjects() throws IOException {
        for (Class<?> module : List.of(Kernels.class, LinearClassifier.class, CifarDataset.class, Dataset.class)) {
            for (Pattern forbidden : List.of(REFLECTION, NATIVE, PROCESSES, SERIALIZATION, NETWORK)) {
                assertEquals(List.of(), uses(module, forbidden), module.getPackageName());
            }
        }
        for (Pattern forbidden : List.of(REFLECTION, NATIVE, SERIALIZATION)) {
            assertEquals(List.of(), uses(Main.class, forbidden), "command line");
        }
    }

    @Test
    void networkInTheFetcherAlone() throws IOException {
        List<String> uses = uses(Main.class, NETWORK);
        assertEquals(
                List.of(), uses.stream().filter(use -> !use.startsWith(FETCH)).toList());
        assertTrue(
                uses.stream().anyMatch(use -> use.contains("java/net/http/HttpClient")),
                "the scan finds what is there");
    }

    /** "class: what it refers to", for all classes of a module. */
    private static List<String> uses(Class<?> module, Pattern forbidden) throws IOException {
        List<String> uses = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root(module))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                for (PoolEntry entry : model.constantPool()) {
                    String name = name(entry);
                    if (forbidden.matcher(name).matches()) {
                        uses.add(model.thisClass().asInternalName() + ": " + name);
                    }
                }
            }
        }
        return uses;
    }

    private static String name(PoolEntry entry) {
        return switch (entry) {
            case ClassEntry type -> type.asInternalName();
            case MemberRefEntry member ->
                member.owner().asInternalName() + "." + member.name().stringValue();
            default -> "";
        };
    }

    private static Path root(Class<?> type) throws IOException {
        URI uri = URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString());
        Path place = Path.of(uri);
        return Files.isDirectory(place)
                ? place
                : java.nio.file.FileSystems.newFileSystem(place).getPath("/");
    }
}
