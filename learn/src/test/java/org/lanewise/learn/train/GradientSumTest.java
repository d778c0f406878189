package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.model.LinearModel;

@Tag("any-kernels")
class GradientSumTest {

    private static final int CLASSES = 3;
    private static final int FEATURES = 5;

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** A block of so many examples, whose loss and gradient the seed alone decides. */
    private record Block(int examples, double loss, LinearModel gradient) {

        static Block of(Arena arena, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            LinearModel gradient = LinearModel.allocate(arena, CLASSES, FEATURES);
            for (int k = 0; k < CLASSES; k++) {
                for (int d = 0; d < FEATURES; d++) {
                    gradient.weights().set(k, d, (float) random.nextGaussian());
                }
                gradient.bias().set(k, 0, (float) random.nextGaussian());
            }
            return new Block(1 + random.nextInt(100), random.nextDouble(), gradient);
        }

        /** The parameters as one vector. */
        double parameter(int i) {
            int weights = CLASSES * FEATURES;
            return i < weights
                    ? gradient.weights().get(i / FEATURES, i % FEATURES)
                    : gradient.bias().get(i - weights, 0);
        }
    }

    private List<Block> blocks(int count) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(Block.of(arena, i));
        }
        return blocks;
    }

    private static GradientSum sum(List<Block> blocks, int from, int to) {
        GradientSum sum = new GradientSum(CLASSES, FEATURES, from);
        blocks.subList(from, to).forEach(block -> sum.add(block.examples, block.loss, block.gradient));
        return sum;
    }

    private static double[] gradient(GradientSum sum) {
        double[] gradient = new double[sum.size()];
        sum.gradient(gradient);
        return gradient;
    }

    @Test
    void meansOverAllExamples() {
        List<Block> blocks = blocks(13);
        GradientSum sum = sum(blocks, 0, 13);
        long examples = blocks.stream().mapToLong(Block::examples).sum();
        double loss = blocks.stream()
                        .mapToDouble(block -> block.examples * block.loss)
                        .sum()
                / examples;
        assertEquals(examples, sum.examples());
        assertEquals(loss, sum.loss(), 1e-14);
        for (int i = 0; i < sum.size(); i++) {
            int at = i;
            double expected = blocks.stream()
                            .mapToDouble(block -> block.examples * block.parameter(at))
                            .sum()
                    / examples;
            assertEquals(expected, gradient(sum)[i], 1e-14);
        }
    }

    /** As a cluster does it: any cuts, and neighbours merged in any order. */
    @Test
    void theSameBitsHoweverItIsDivided() {
        for (int count = 1; count <= 40; count++) {
            List<Block> blocks = blocks(count);
            GradientSum whole = sum(blocks, 0, count);
            for (long seed = 0; seed < 20; seed++) {
                GradientSum merged = mergedInSomeOrder(blocks, new Random(seed));
                assertEquals(whole.loss(), merged.loss());
                assertArrayEquals(gradient(whole), gradient(merged));
                assertEquals(whole.examples(), merged.examples());
                assertEquals(count, merged.nextBlock());
            }
        }
    }

    private static GradientSum mergedInSomeOrder(List<Block> blocks, Random random) {
        List<Integer> cuts = new ArrayList<>(List.of(0, blocks.size()));
        for (int i = random.nextInt(8); i > 0; i--) {
            cuts.add(random.nextInt(blocks.size() + 1));
        }
        Collections.sort(cuts);
        List<GradientSum> parts = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            parts.add(sum(blocks, cuts.get(i - 1), cuts.get(i)));
        }
        while (parts.size() > 1) {
            int left = random.nextInt(parts.size() - 1);
            parts.get(left).merge(parts.remove(left + 1));
        }
        return parts.getFirst();
    }

    @Test
    void aSumIsUsedAgain() {
        List<Block> blocks = blocks(5);
        GradientSum sum = sum(blocks, 0, 5);
        sum.clear();
        assertEquals(0, sum.examples());
        assertTrue(Double.isNaN(sum.loss()));
        assertArrayEquals(new double[sum.size()], gradient(sum));
        blocks.forEach(block -> sum.add(block.examples, block.loss, block.gradient));
        assertArrayEquals(gradient(sum(blocks, 0, 5)), gradient(sum));
    }

    @Test
    void itTravels() throws IOException, ClassNotFoundException {
        List<Block> blocks = blocks(7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sum(blocks, 3, 7));
        }
        GradientSum travelled;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            travelled = (GradientSum) in.readObject();
        }
        GradientSum sum = sum(blocks, 0, 3);
        sum.merge(travelled);
        assertArrayEquals(gradient(sum(blocks, 0, 7)), gradient(sum));
        travelled.clear();
        travelled.add(1, 1, blocks.getFirst().gradient);
        assertEquals(4, travelled.nextBlock());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<Block> blocks = blocks(4);
        GradientSum sum = sum(blocks, 0, 2);
        assertRefused("Block 2 comes next, but the sum begins with block 3.", () -> sum.merge(sum(blocks, 3, 4)));
        assertRefused("Block 2 comes next, but the sum begins with block 0.", () -> sum.merge(sum));
        assertRefused("3 classes and 4 features", () -> sum.merge(new GradientSum(3, 4, 2)));
        assertRefused("2 classes and 5 features", () -> sum.add(1, 0, LinearModel.allocate(arena, 2, 5)));
        assertRefused("The number of examples must be at least 1", () -> sum.add(0, 0, blocks.getFirst().gradient));
        assertRefused("18 numbers, but the array has 3", () -> sum.gradient(new double[3]));
        assertEquals(2, sum.nextBlock());
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
