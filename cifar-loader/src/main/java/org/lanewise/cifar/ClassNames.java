package org.lanewise.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lanewise.core.internal.files.Printable;

/** Names of the classes, from the names file of the official layout or built in. */
final class ClassNames {

    private static final List<String> CIFAR10 = words("airplane automobile bird cat deer dog frog horse ship truck");

    private static final List<String> CIFAR100_COARSE =
            words("aquatic_mammals fish flowers food_containers fruit_and_vegetables "
                    + "household_electrical_devices household_furniture insects large_carnivores "
                    + "large_man-made_outdoor_things large_natural_outdoor_scenes "
                    + "large_omnivores_and_herbivores medium_mammals non-insect_invertebrates people "
                    + "reptiles small_mammals trees vehicles_1 vehicles_2");

    private static final List<String> CIFAR100_FINE =
            words("apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle "
                    + "bowl boy bridge bus butterfly camel can castle caterpillar cattle "
                    + "chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur "
                    + "dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard "
                    + "lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain "
                    + "mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree "
                    + "plain plate poppy porcupine possum rabbit raccoon ray road rocket "
                    + "rose sea seal shark shrew skunk skyscraper snail snake spider "
                    + "squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor "
                    + "train trout tulip turtle wardrobe whale willow_tree wolf woman worm");

    /** Bytes of a names file at most; the official ones have less than 1,000. */
    private static final int MOST_BYTES = 1 << 16;

    /** Spaces of all kinds, at both ends. */
    private static final Pattern BLANKS = Pattern.compile("^[\\h\\s]+|[\\h\\s]+$");

    private static final String BUILT_IN = "remove it to get the built-in names";

    private ClassNames() {}

    private static List<String> words(String names) {
        return List.of(names.split("\\s+"));
    }

    static List<String> builtIn(CifarFormat format) {
        if (format == CifarFormat.CIFAR10) {
            return CIFAR10;
        }
        return format == CifarFormat.CIFAR100_FINE ? CIFAR100_FINE : CIFAR100_COARSE;
    }

    /** A name and where it stands; the first line is 1. */
    private record Line(int number, String name) {}

    /**
     * The names file of the directory, one name per line in UTF-8, with or without a byte order mark; blank lines and blanks
     * around names are ignored. Without such a file, the built-in names.
     */
    static List<String> read(Path directory, CifarFormat format) throws IOException {
        Path file = directory.resolve(format.namesFile());
        if (!Files.exists(file)) {
            return builtIn(format);
        }
        List<Line> lines = lines(Utf8.decode(bytes(file), file, BUILT_IN));
        for (Line line : lines) {
            requireVisible(file, line);
        }
        if (lines.size() != format.classes()) {
            throw new CifarFormatException(file + " has " + lines.size() + " names, but " + format.classes()
                    + " were expected, one per line: repair the file, or " + BUILT_IN + ".");
        }
        requireDistinct(file, lines);
        return lines.stream().map(Line::name).toList();
    }

    private static List<Line> lines(String text) {
        List<String> all = text.lines().toList();
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Line(i + 1, BLANKS.matcher(all.get(i)).replaceAll("")))
                .filter(line -> !line.name.isEmpty())
                .toList();
    }

    /** Names that look the same must be equal, and no name may contain commands for a terminal. */
    private static void requireVisible(Path file, Line line) throws CifarFormatException {
        OptionalInt hidden =
                line.name.codePoints().filter(c -> !Printable.is(c)).findFirst();
        if (hidden.isPresent()) {
            throw new CifarFormatException(file + ": line " + line.number + " has the character "
                    + Printable.escape(hidden.getAsInt())
                    + ", but a name of visible characters was expected: repair the file, or " + BUILT_IN + ".");
        }
    }

    private static void requireDistinct(Path file, List<Line> lines) throws CifarFormatException {
        Map<String, Line> before = new HashMap<>();
        for (Line line : lines) {
            Line first = before.putIfAbsent(line.name, line);
            if (first != null) {
                throw new CifarFormatException(file + ": line " + line.number + " has the name " + line.name
                        + ", as line " + first.number + " has, but a name for each class was expected: repair the"
                        + " file, or " + BUILT_IN + ".");
            }
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CifarFormatException(
                    file + " cannot be read (it is no regular file), but a file of class names was" + " expected: "
                            + BUILT_IN + ".");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new CifarFormatException(file + " has more than " + MOST_BYTES
                        + " bytes, but a file of class names" + " was expected: repair the file, or " + BUILT_IN + ".");
            }
            return text;
        } catch (CifarFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read (" + e + "), but a file of class names was expected: make it readable, or"
                            + " remove it to get the built-in names.",
                    e);
        }
    }
}
