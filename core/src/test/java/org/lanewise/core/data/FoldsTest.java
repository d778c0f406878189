package org.lanewise.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("any-kernels")
class FoldsTest {

    /** Examples whose only feature is their number; class k has about 1 / (k + 2) of them. */
    private static Examples examples(int count, int classes) {
        float[][] numbers = new float[count][1];
        int[] labels = new int[count];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < count; i++) {
            numbers[i][0] = i;
            labels[i] = random.nextInt(1 + random.nextInt(classes));
        }
        return Examples.of(FloatMatrix.copyOf(Arena.ofAuto(), numbers), labels, classes);
    }

    private static int[] numbers(Examples part) {
        return IntStream.range(0, part.size())
                .map(row -> (int) part.features().get(row, 0))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"100, 4, 5", "101, 7, 2", "37, 3, 37", "2, 1, 2", "1000, 10, 10"})
    void everyExampleJudgesOnce(int count, int classes, int folds) {
        Examples all = examples(count, classes);
        List<Examples.Split> splits = Folds.stratified(all, folds, 1);
        assertEquals(folds, splits.size());
        int[] judged = splits.stream()
                .flatMapToInt(split -> Arrays.stream(numbers(split.validation())))
                .sorted()
                .toArray();
        assertEquals(
                IntStream.range(0, count).boxed().toList(),
                Arrays.stream(judged).boxed().toList());
        for (Examples.Split split : splits) {
            int[] rest = IntStream.concat(
                            Arrays.stream(numbers(split.training())), Arrays.stream(numbers(split.validation())))
                    .sorted()
                    .toArray();
            assertEquals(count, rest.length);
            assertEquals(IntStream.range(0, count).sum(), Arrays.stream(rest).sum());
            int[] part = numbers(split.validation());
            assertTrue(IntStream.range(1, part.length).allMatch(i -> part[i - 1] < part[i]), "in the set's order");
            assertEquals(classes, split.training().classes());
            for (int i = 0; i < split.validation().size(); i++) {
                assertEquals(all.label(part[i]), split.validation().label(i));
            }
            for (int k = 0; k < classes; k++) {
                double share = (double) count(all, k) / folds;
                assertTrue(Math.abs(count(split.validation(), k) - share) < 1, "class " + k);
            }
            assertTrue(Math.abs(part.length - (double) count / folds) < 1, "sizes differ by one at most");
        }
    }

    private static long count(Examples examples, int label) {
        return IntStream.range(0, examples.size())
                .filter(i -> examples.label(i) == label)
                .count();
    }

    @Test
    void theSeedChooses() {
        Examples all = examples(200, 3);
        int[] one = numbers(Folds.stratified(all, 4, 1).getFirst().validation());
        int[] again = numbers(Folds.stratified(all, 4, 1).getFirst().validation());
        int[] other = numbers(Folds.stratified(all, 4, 2).getFirst().validation());
        assertEquals(Arrays.toString(one), Arrays.toString(again));
        assertNotEquals(Arrays.toString(one), Arrays.toString(other));
    }

    @Test
    void badNumbersAreRefused() {
        Examples all = examples(10, 2);
        for (int folds : new int[] {-1, 0, 1, 11}) {
            String message = assertThrows(IllegalArgumentException.class, () -> Folds.stratified(all, folds, 1))
                    .getMessage();
            assertEquals("Folds are 2 to the number of examples, 10, but got " + folds + ".", message);
        }
    }
}
