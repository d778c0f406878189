package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibsvmFilesTest {

    @TempDir
    Path directory;

    @Test
    void readsPair() throws Exception {
        Path file = Written.text(directory, "a9a", "# made up\n+1 1:0.5 3:2\n-1 2:-1e0  # none\n\n+1\r\n");
        Written.text(directory, "a9a.t", "-1 4:7\n");
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[0.5, 0.0, 2.0, 0.0][0.0, -1.0, 0.0, 0.0][0.0, 0.0, 0.0, 0.0]", Seen.rows(dataset.train()));
            assertEquals("[0.0, 0.0, 0.0, 7.0]", Seen.rows(dataset.test()));
            assertEquals("[1, 0, 1]", Seen.labels(dataset.train()));
            assertEquals(List.of("-1", "1"), dataset.classNames());
            assertEquals("libsvm text in " + file + ": 3 training and 1 test examples, 2 classes", dataset.toString());
        }
    }

    @Test
    void readsFileThatIsCalledAsText() throws Exception {
        Path file = Written.text(directory, "a.txt", "5\n7 2:1\n");
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[0.0, 0.0][0.0, 1.0]", Seen.rows(dataset.train()));
        }
        Seen.refused(Written.text(directory, "b.txt", "5\n7 2:\n"), "line 2, column 2 is empty");
    }

    @Test
    void readsLongLines() throws Exception {
        StringBuilder text = new StringBuilder("1 1:1\n2");
        for (int i = 1; i <= 40_000; i++) {
            text.append(' ').append(i).append(':').append(i);
        }
        try (Dataset dataset = Dataset.open(Written.text(directory, "a.svm", text.toString()))) {
            assertEquals(40_000, dataset.train().features().columns());
            for (int i = 1; i <= 40_000; i++) {
                assertEquals(i, dataset.train().features().get(1, i - 1));
            }
        }
        Seen.refused(
                Written.text(directory, "b.svm", "1 1:1\n2 1:" + "1".repeat(70_000_000)),
                "b.svm, line 2 has more than 67108864 bytes");
    }

    @Test
    void refusesLines() throws Exception {
        refused("1 1:1\n2 0:1\n", "a.svm, line 2 has the index 0", "begin at 1");
        refused("1 1:1\n2 3:1 2:1\n", "line 2 has the index 2 behind 3", "sort");
        refused("1 1:1\n2 1:1 1:2\n", "has the index 1 behind 1");
        refused("1 1:1\n2 1:nan\n", "line 2, column 1 holds nan");
        refused("1 1:1\n2 1:x\n", "line 2, column 1 holds \"x\"");
        refused("1 1:1\n2 1:1e40\n", "beyond a float's range");
        refused("1 1:1\n2 1\n", "line 2 has \"1\", but index:value");
        refused("1 1:1\n2 99999999999:1\n", "index:value was expected");
        refused("1 1:1\ntwo 1:1\n", "line 2 begins with \"two\"");
        refused("1.5 1:1\n", "line 1 begins with \"1.5\"");
        refused("1,2 1:1\n", "line 1 begins with \"1,2\"");
        refused("3 qid:1 1:1\n", "has \"qid:1\"");
        refused("1 1:1\n1 1:2\n", "one class alone");
        refused("1 1:1\n2 100000000:1\n", "take 800000000 bytes", "sparse");
    }

    private void refused(String text, String... words) throws Exception {
        Seen.refused(Written.text(directory, "a.svm", text), words);
    }
}
