package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.testing.Allocation;

/** The real files, where they are present. */
class RealDataTest {

    @Test
    void cifar10TrainingSetHasFiveThousandImagesOfEachClass() throws IOException {
        try (CifarDataset cifar = CifarDataset.open(cifar10())) {
            assumeTrue(cifar.hasTrain() && cifar.train().size() == 50_000, "only a part of the training set is here");
            int[] counts = new int[10];
            for (int row = 0; row < 50_000; row++) {
                counts[cifar.train().label(row)]++;
            }
            int[] expected = new int[10];
            Arrays.fill(expected, 5000);
            assertArrayEquals(expected, counts);
            assertEquals("frog", cifar.classNames().get(cifar.train().label(0)));
            assertEquals(ClassNames.builtIn(CifarFormat.CIFAR10), cifar.classNames());
        }
    }

    @Test
    void cifar10FilesAreTheOfficialOnes() throws IOException {
        try (CifarDataset cifar = CifarDataset.open(cifar10())) {
            List<Verification> findings = cifar.verify();
            findings.forEach(finding -> System.out.println(finding.describe()));
            assertEquals(cifar.files().size(), findings.size());
            for (Verification finding : findings) {
                boolean train = finding.file().getFileName().toString().startsWith("data_batch");
                boolean whole = train || cifar.test().size() == 10_000;
                Verification.Result expected = whole ? Verification.Result.MATCHES : Verification.Result.DIFFERS;
                assertEquals(expected, finding.result(), finding::describe);
            }
        }
    }

    @Test
    void openingTheWholeSetAllocatesAlmostNothing() throws Exception {
        Path directory = cifar10();
        CifarDataset.open(directory).close();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            long bytes = Allocation.bytes(() -> CifarDataset.open(directory).close());
            System.out.printf("Opening took %.1f ms and %d bytes.%n", (System.nanoTime() - start) / 1e6, bytes);
            assertTrue(bytes < 200_000, "allocated " + bytes);
        }
    }

    @Test
    void cifar100FineClassesLieInOneCoarseClassEach() throws IOException {
        Path directory = RealData.directory("cifar-100-binary", "train.bin");
        try (CifarDataset fine = CifarDataset.open(directory, CifarFormat.CIFAR100_FINE);
                CifarDataset coarse = CifarDataset.open(directory, CifarFormat.CIFAR100_COARSE)) {
            Map<String, Set<String>> members = new TreeMap<>();
            for (int row = 0; row < fine.train().size(); row++) {
                members.computeIfAbsent(name(coarse, coarse.train(), row), key -> new TreeSet<>())
                        .add(name(fine, fine.train(), row));
            }
            assertEquals(Set.of("aquarium_fish", "flatfish", "ray", "shark", "trout"), members.get("fish"));
            assertEquals(Set.of("lawn_mower", "rocket", "streetcar", "tank", "tractor"), members.get("vehicles_2"));
            assertEquals(Set.of("baby", "boy", "girl", "man", "woman"), members.get("people"));
            // A part of the set may lack a class, but no fine class lies in two coarse ones, which have five each.
            members.forEach((name, inside) -> assertTrue(inside.size() <= 5, name + " " + inside));
            int fineClasses = members.values().stream().mapToInt(Set::size).sum();
            assertEquals(distinctLabels(fine.train()), fineClasses);
        }
    }

    private static long distinctLabels(Examples images) {
        return IntStream.range(0, images.size()).map(images::label).distinct().count();
    }

    private static String name(CifarDataset cifar, Examples images, int row) {
        return cifar.classNames().get(images.label(row));
    }

    private static Path cifar10() {
        return RealData.directory("cifar-10-batches-bin", "data_batch_1.bin");
    }
}
