package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cifar.CifarImage;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** What files and users say reaches the terminal as text, never as orders to it. */
class OutsideTextTest {

    /** Red, the window's title, a line of its own, a carriage return, and what follows from right to left. */
    private static final String HOSTILE = "\u001b[31mred\u001b]0;owned\u0007\nlanewise: done\r\u009b2J\u202etac";

    private static final String SHOWN =
            "\\u001b[31mred\\u001b]0;owned\\u0007\\u000alanewise: done\\u000d\\u009b2J\\u202etac";

    @TempDir
    Path folder;

    private Path model;

    private Path picture;

    @BeforeEach
    void writeModelAndPicture() throws IOException {
        model = folder.resolve("model.npz");
        List<String> names = IntStream.range(0, 10).mapToObj(k -> k + HOSTILE).toList();
        try (Arena arena = Arena.ofShared()) {
            LinearModel zero = LinearModel.allocate(arena, 10, CifarImage.PIXELS);
            Preprocessing none = Preprocessing.none(arena, CifarImage.PIXELS);
            new ModelFile(new Classifier(zero, none, names), Map.of()).write(model);
        }
        picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    }

    private static void assertFit(String text) {
        assertEquals(
                "",
                text.lines()
                        .filter(line -> !Printable.of(line).equals(line))
                        .findFirst()
                        .orElse(""));
        assertTrue(text.lines().noneMatch(line -> line.startsWith("lanewise: done")), text);
    }

    @Test
    void namesOfAModelAreShownAndNotObeyed() {
        Cli run = Cli.run("predict", picture, "--model", model);
        assertEquals(0, run.code(), run.err());
        assertFit(run.out());
        assertFit(run.err());
        assertTrue(run.out().contains("7" + SHOWN), run.out());
    }

    @Test
    void aRefusalThatNamesThemDoesTheSame() {
        Cli run = Cli.run("evaluate", "--data", Sets.SMALL, "--model", model);
        assertEquals(2, run.code());
        assertFit(run.err());
        assertTrue(run.err().contains(SHOWN), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict PICTURE --plot", "templates --plot"})
    void namesAreDrawnAndFileNamesShown(String command) throws IOException {
        Path drawn = folder.resolve(HOSTILE + ".png");
        List<Object> words = new ArrayList<>(
                List.of(command.replace("PICTURE", picture.toString()).split(" ")));
        words.addAll(List.of(drawn, "--model", model));
        Cli run = Cli.run(words.toArray());
        assertEquals(0, run.code(), run.err());
        assertFit(run.out());
        assertTrue(run.out().contains("Picture: " + folder + "/" + SHOWN + ".png\n"), run.out());
        assertTrue(Files.size(drawn) > 0);
    }

    @Test
    void jsonIsExactAndFitToo() {
        Cli run = Cli.run("predict", picture, "--model", model, "--json");
        assertEquals(0, run.code(), run.err());
        assertFit(run.out());
        assertFit(run.err());
        assertTrue(run.out().contains("\"7" + SHOWN + "\": "), run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data info --data=",
                "evaluate --data SET --model=",
                "predict --data SET ",
                "train --data SET --resume=",
                "train --save=/dev/null/",
                "data fetch --checksum=",
                "data fetch --url=https://",
                "train --epochs=",
                "train --loss=",
                "train --",
                "",
            })
    void whatTheUserGivesIsShownInOneSentence(String command) {
        String[] words = (command.replace("SET", Sets.SMALL.toString()) + "x").split(" ");
        words[words.length - 1] += HOSTILE;
        Cli run = Cli.run((Object[]) words);
        assertTrue(run.code() != 0);
        assertFit(run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("\\u001b[31mred"), run.err());
        assertFit(run.out());
    }
}
