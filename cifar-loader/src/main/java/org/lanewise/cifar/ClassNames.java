package org.lanewise.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** The names file of the directory, one name a line, blank lines passed over; the built-in names without it. */
    static List<String> read(Path directory, CifarFormat format) throws IOException {
        Path file = directory.resolve(format.namesFile());
        if (!Files.exists(file)) {
            return builtIn(format);
        }
        List<String> names = text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != format.classes()) {
            throw new CifarFormatException(file + " has " + names.size() + " names, but " + format.classes()
                    + " were expected, one a line: repair the file, or remove it to get the built-in names.");
        }
        return names;
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CifarFormatException(
                    file + " cannot be read (it is no regular file), but a file of class names was"
                            + " expected: remove it to get the built-in names.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new CifarFormatException(
                        file + " has more than " + MOST_BYTES + " bytes, but a file of class names"
                                + " was expected: repair the file, or remove it to get the built-in names.");
            }
            return new String(text, StandardCharsets.UTF_8);
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
