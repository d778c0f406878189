package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LifetimeTest {

    @TempDir
    Path directory;

    @Test
    void useAfterCloseSaysThatTheDataSetWasClosed() throws Exception {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1, 2);
        TinyFiles.cifar10(directory.resolve("data_batch_2.bin"), 3);
        CifarDataset cifar = CifarDataset.open(directory);
        Examples train = cifar.train();
        Minibatches batches = new Minibatches(train, 2);
        assertFalse(cifar.isClosed());
        cifar.close();
        assertTrue(cifar.isClosed());
        List<Executable> uses = List.of(
                cifar::train,
                cifar::test,
                cifar::verify,
                () -> train.label(2),
                () -> train.subset(0, 1).label(0),
                batches::next);
        for (Executable use : uses) {
            String message = assertThrows(IllegalStateException.class, use).getMessage();
            assertTrue(message.contains("The data set " + directory + " was closed"), message);
            assertTrue(message.contains("open it again"), message);
        }
        assertThrows(IllegalStateException.class, () -> train.features().get(0, 0));
        assertThrows(IllegalStateException.class, () -> CifarImage.rgb(train.features(), 0));
    }

    @Test
    void closingTwiceAndAskingAfterwardsIsHarmless() throws Exception {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        CifarDataset cifar = CifarDataset.open(directory);
        cifar.close();
        assertDoesNotThrow(cifar::close);
        assertEquals(CifarFormat.CIFAR10, cifar.format());
        assertEquals(10, cifar.classNames().size());
        assertTrue(cifar.hasTrain());
        assertTrue(cifar.toString().contains("1 training"), cifar.toString());
    }

    @Test
    void manyThreadsReadTheSame() throws Exception {
        SyntheticCifar.write(directory, 400, 0, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            Examples train = cifar.train();
            long expected = checksum(train);
            List<Callable<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(() -> checksum(train));
            }
            for (Future<Long> sum : threads.invokeAll(readers)) {
                assertEquals(expected, sum.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The readers must end with an exception; a crash of the virtual machine would end the whole run. */
    @Test
    void closingUnderReadersIsAnExceptionForThem() throws Exception {
        SyntheticCifar.write(directory, 200, 0, 1);
        for (int round = 0; round < 20; round++) {
            closeUnderReaders(CifarDataset.open(directory));
        }
    }

    private static void closeUnderReaders(CifarDataset cifar) throws Exception {
        Examples train = cifar.train();
        AtomicLong passes = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> readForEver(train, passes)));
            }
            while (passes.get() < 3) {
                Thread.onSpinWait();
            }
            cifar.close();
            for (Future<?> reader : readers) {
                Throwable end =
                        assertThrows(ExecutionException.class, reader::get).getCause();
                assertEquals(IllegalStateException.class, end.getClass(), end::toString);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void readForEver(Examples images, AtomicLong passes) {
        while (!Thread.interrupted()) {
            checksum(images);
            passes.incrementAndGet();
        }
    }

    private static long checksum(Examples images) {
        long sum = 0;
        for (int row = 0; row < images.size(); row++) {
            sum = sum * 31 + images.label(row);
            for (int column = 0; column < 3072; column += 7) {
                sum = sum * 31 + (int) images.features().get(row, column);
            }
        }
        return sum;
    }
}
