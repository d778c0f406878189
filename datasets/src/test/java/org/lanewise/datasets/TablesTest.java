package org.lanewise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

    private static final String IRIS = """
            sepal,name,petal,species
            5.1,"a, ""or"" b",1.4,setosa
            -7e0,c,+.5,virginica
            6.,d,2,setosa
            """;

    @TempDir
    Path directory;

    @Test
    void readsNumericColumnsAndTexts() throws Exception {
        Path file = Written.text(directory, "iris.csv", IRIS);
        try (Dataset dataset = Dataset.open(file)) {
            assertEquals("[5.1, 1.4][-7.0, 0.5][6.0, 2.0]", Seen.rows(dataset.train()));
            assertEquals("[0, 1, 0]", Seen.labels(dataset.train()));
            assertEquals(List.of("setosa", "virginica"), dataset.classNames());
            assertEquals(new FeatureForm.Columns(2, List.of("sepal", "petal")), dataset.form());
            assertEquals("Table in " + file + ": 3 training and 0 test examples, 2 classes", dataset.toString());
            assertFalse(dataset.hasTest());
        }
    }

    @Test
    void namesColumnsThatAreLeftOut() throws Exception {
        Path file = Written.text(directory, "a.csv", "id,a,day,b,label\nx1,1,Monday,2,p\nx2,3,4,5,q\n");
        String note = "Only columns of numbers are features; these columns of " + file + " are left out: id, day.";
        assertEquals(List.of(note), notes(file));
        assertEquals(List.of(), notes(Written.text(directory, "b.csv", "a,b,label\n1,2,p\n3,4,q\n")));
        Path train =
                Written.text(Files.createDirectory(directory.resolve("set")), "train.csv", "a,b,label\n1,u,p\n2,v,q\n");
        Written.text(train.getParent(), "test.csv", "label,more,b,a\np,w,x,3\n");
        String notes = notes(train.getParent()).toString();
        assertTrue(notes.contains(train + " are left out: b."), notes);
    }

    private static List<String> notes(Path data) throws Exception {
        try (Dataset dataset = Dataset.open(data)) {
            return dataset.notes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,Label\n1,2,x\n3,4,y\n",
                "a;b;y\n1;2;x\n3;4;y\n",
                "a\tb\tclass\r\n1\t2\tx\r\n3\t4\ty\r\n",
                "\uFEFFy,a,b\nx,1,2\n\ny,3,4",
                "a,target,b\n1,x,2\n3,y,4\n",
                " a , b , label \n 1 , 2 , x \n 3 , 4 , y \n"
            })
    void findsDelimiterAndLabels(String text) throws Exception {
        try (Dataset dataset = Dataset.open(Written.text(directory, "a.csv", text))) {
            assertEquals("[1.0, 2.0][3.0, 4.0]", Seen.rows(dataset.train()));
            assertEquals(List.of("x", "y"), dataset.classNames());
        }
    }

    @Test
    void takesNamedColumn() throws Exception {
        Path file = Written.text(directory, "a.csv", "y,kind,b\n1,10,2\n3,9,4\n5,10.0,6\n");
        Reading reading = Reading.defaults().withLabelColumn("kind");
        try (Dataset dataset = Dataset.open(file, reading)) {
            assertEquals("[1.0, 2.0][3.0, 4.0][5.0, 6.0]", Seen.rows(dataset.train()));
            assertEquals(List.of("9", "10"), dataset.classNames());
            assertEquals("[1, 0, 1]", Seen.labels(dataset.train()));
        }
        Seen.refused(() -> Dataset.open(file, reading.withLabelColumn("sort")), "no column called sort", "y, kind, b");
    }

    @Test
    void readsTrainAndTest() throws Exception {
        Written.text(directory, "train.csv", "a,b,label\n1,2,7\n3,4,8\n");
        Written.text(directory, "test.csv", "label,extra,b,a\n8,0,6,5\n");
        try (Dataset dataset = Dataset.open(directory)) {
            assertEquals("[5.0, 6.0]", Seen.rows(dataset.test()));
            assertEquals("[1]", Seen.labels(dataset.test()));
            assertEquals(2, dataset.files().size());
        }
        Written.text(directory, "test.csv", "label,b,c\n8,0,6\n");
        Seen.refused(directory, "test.csv has no column a", "training set");
        Written.text(directory, "test.csv", "a,b\n8,0\n");
        Seen.refused(directory, "test.csv has no column called label");
        Written.text(directory, "test.csv", "a,b,label\n8,0,9\n");
        Seen.refused(directory, "test.csv has the label 9 in row 0", "train.csv", "7, 8");
        Files.delete(directory.resolve("train.csv"));
        Seen.refused(directory, "one class alone, 9");
    }

    @Test
    void growsToManyRows() throws Exception {
        StringBuilder text = new StringBuilder("a,b,c,label\n");
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append(',').append(-i).append(",0.5,").append(i % 3).append('\n');
        }
        try (Dataset dataset = Dataset.open(Written.text(directory, "a.csv", text.toString()))) {
            for (int i = 0; i < 30_000; i++) {
                assertEquals(i, dataset.train().features().get(i, 0));
                assertEquals(-i, dataset.train().features().get(i, 1));
                assertEquals(i % 3, dataset.train().label(i));
            }
        }
    }

    @Test
    void refusesValues() throws Exception {
        refused("a,b,y\n1,2,x\n3,,y\n", "a.csv, line 3, column b is empty", "fill it in");
        refused("a,b,y\n1,NaN,x\n3,4,y\n", "line 2, column b holds NaN");
        refused("a,b,y\n1,2,x\n3,inf,y\n", "line 3, column b holds inf");
        refused("a,b,y\n1,2,x\n3,1e39,y\n", "line 3, column b holds 1e39", "beyond a float's range");
        refused("a,b,y\n1,2,x\n3,two,y\n", "line 3, column b holds \"two\", but a number was expected");
        refused("a,b,y\n1,2,x\n3,4f,y\n", "holds \"4f\"");
        refused("a,b,y\n1,2,x\n3,0x10,y\n", "holds \"0x10\"");
        refused("a,b,y\n1,2,x\n3,4,\n", "line 3, column y is empty, but it has the labels");
        refused("a,b,y\n1,2,x\n3,4\n", "line 3 has 2 values, but the header has 3 columns");
        refused("a,b,y\n1,2,x\n3,4,x\n", "one class alone, x");
    }

    @Test
    void refusesFiles() throws Exception {
        refused("", "is empty");
        refused("a,b,y\n", "has a header and no rows");
        refused("1,2,3\n4,5,6\n", "begins with numbers", "header");
        refused("alone\n1\n", "has one column, alone");
        refused("a,y\nb,c\nd,e\n", "has no column of numbers beside y");
        refused("sort,a,b\nx,1,2.5\ny,3,4\n", "numbers that are not whole in column b", "one of sort, a, b");
        refused("a,y\n1,\"b\" c\n", "because a quote is in a wrong place");
        refused("a,y\n1,\"b\n", "because a quote is in a wrong place");
        refused("a,y\n1,x\n2,\"" + "y,\n".repeat(23_000_000), "a.csv has a record of more than 67108864", "quote");
        Path latin = Files.write(directory.resolve("l.csv"), "a,y\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Seen.refused(latin, "l.csv is not text in UTF-8");
    }

    private void refused(String text, String... words) throws Exception {
        Seen.refused(Written.text(directory, "a.csv", text), words);
    }
}
