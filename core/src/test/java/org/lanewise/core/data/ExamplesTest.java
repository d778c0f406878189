package org.lanewise.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.testing.CountedFeatures;

/** Parts of a labeled set keep images and labels together. */
@Tag("any-kernels")
class ExamplesTest {

    private final Arena arena = Arena.ofShared();
    private final Examples data = CountedFeatures.of(arena, 100, 7);

    @AfterEach
    void close() {
        arena.close();
    }

    private static List<Integer> numbers(Examples part) {
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row < part.size(); row++) {
            int number = CountedFeatures.number(part.features(), row);
            assertEquals(number % 7, part.label(row), "label of row " + row);
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void subsetIsARange() {
        Examples subset = data.subset(10, 13);

        assertEquals(List.of(10, 11, 12), numbers(subset));
        assertEquals(7, subset.classes());
        assertThrows(IndexOutOfBoundsException.class, () -> subset.label(3));
        assertThrows(IndexOutOfBoundsException.class, () -> subset.label(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> data.subset(99, 101));
        assertEquals(0, data.subset(5, 5).size());
    }

    @Test
    void selectionKeepsTheGivenOrder() {
        Examples selected = data.subset(50, 60).select(9, 0, 9);

        assertEquals(List.of(59, 50, 59), numbers(selected));
        assertThrows(IndexOutOfBoundsException.class, () -> data.select(100));
    }

    @Test
    void newLabelsAreThoseOfTheirClass() {
        Examples relabeled = data.subset(10, 20).relabeled(6, 0, 1, 2, 3, 4, 5).subset(2, 5);

        for (int row = 0; row < 3; row++) {
            assertEquals(12 + row, CountedFeatures.number(relabeled.features(), row));
            assertEquals((12 + row + 6) % 7, relabeled.label(row));
        }
        assertEquals(7, relabeled.classes());
        assertThrows(IllegalArgumentException.class, () -> data.relabeled(0, 1, 2, 3, 4, 5));
        assertThrows(IllegalArgumentException.class, () -> data.relabeled(0, 1, 2, 3, 4, 5, 5));
        assertThrows(IllegalArgumentException.class, () -> data.relabeled(1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void splitPartitionsTheSet() {
        Examples.Split split = data.split(30, 5);
        List<Integer> training = numbers(split.training());
        List<Integer> validation = numbers(split.validation());

        assertEquals(70, training.size());
        assertEquals(30, validation.size());
        List<Integer> all = new ArrayList<>(training);
        all.addAll(validation);
        assertEquals(numbers(data), all.stream().sorted().toList(), "every image once");
        assertEquals(training.stream().sorted().toList(), training, "in the order of the set");
        assertEquals(validation.stream().sorted().toList(), validation, "in the order of the set");
        assertFalse(validation.equals(numbers(data.subset(0, 30))) || validation.equals(numbers(data.subset(70, 100))));
    }

    @Test
    void splitDependsOnTheSeed() {
        assertEquals(
                numbers(data.split(30, 5).validation()),
                numbers(data.split(30, 5).validation()));
        assertNotEquals(
                numbers(data.split(30, 5).validation()),
                numbers(data.split(30, 6).validation()));
    }

    @Test
    void splitMayLeaveOnePartEmpty() {
        assertEquals(0, data.split(0, 1).validation().size());
        assertEquals(0, data.split(100, 1).training().size());
        String message = assertThrows(IllegalArgumentException.class, () -> data.split(101, 1))
                .getMessage();
        assertTrue(message.contains("101") && message.contains("100"), message);
        assertThrows(IllegalArgumentException.class, () -> data.split(-1, 1));
    }
}
