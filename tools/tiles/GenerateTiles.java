import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the regular tiles of the SIMD kernels: {@code java tools/tiles/GenerateTiles.java}. With {@code --check} it says
 * which files are not what it would write. In a template each line of a method that is to be written begins with
 * {@code //tile}; everything else is taken as it is.
 */
public final class GenerateTiles {

    private static final String MARK = "    //tile ";

    private GenerateTiles() {}

    /** Each class with its methods, by the name in the template. */
    private static Map<String, Map<String, String>> classes() {
        Map<String, Map<String, String>> classes = new LinkedHashMap<>();
        classes.put(
                "MatmulTiles",
                Map.of(
                        "first8x2", new OuterTile("first8x2", 8, 2).packed(true),
                        "tile8x2", new OuterTile("tile8x2", 8, 2).packed(false),
                        "tile8x1", new OuterTile("tile8x1", 8, 1).packed(false),
                        "first4x2", new OuterTile("first4x2", 4, 2).packed(true),
                        "tile4x2", new OuterTile("tile4x2", 4, 2).packed(false)));
        classes.put(
                "DirectTiles",
                Map.of(
                        "tile5x4", new OuterTile("tile5x4", 5, 4).direct(),
                        "tile5x3", new OuterTile("tile5x3", 5, 3).direct(),
                        "tile5x2", new OuterTile("tile5x2", 5, 2).direct()));
        classes.put(
                "OuterTiles",
                Map.of(
                        "tile5x4", new OuterTile("tile5x4", 5, 4).flatFromArray(),
                        "tile4x4", new OuterTile("tile4x4", 4, 4).flat(false, true),
                        "tile2x8", new OuterTile("tile2x8", 2, 8).flat(false, true),
                        "tile4x2", new OuterTile("tile4x2", 4, 2).flat(false, true),
                        "tile2x4", new OuterTile("tile2x4", 2, 4).flat(false, true)));
        classes.put(
                "FirstOuterTiles",
                Map.of(
                        "first5x4", new OuterTile("first5x4", 5, 4).flat(true, false),
                        "first4x4", new OuterTile("first4x4", 4, 4).flat(true, true),
                        "first2x8", new OuterTile("first2x8", 2, 8).flat(true, true)));
        classes.put(
                "DotTiles",
                Map.of(
                        "tile4x5", new DotTile(4, 5).narrow(false, 0, false),
                        "tile4x4", new DotTile(4, 4).narrow(false, 1, false),
                        "tile8x2", new DotTile(8, 2).narrow(true, 1, false),
                        "tile4x2", new DotTile(4, 2).narrow(true, 3, true),
                        "tile1x5", new DotTile(1, 5).narrow(false, 0, false),
                        "tile1x4", new DotTile(1, 4).narrow(false, 0, false)));
        for (Element element : Element.values()) {
            String name = element == Element.BYTE ? "Byte" : "Float";
            classes.put(
                    "" + name + "ScoreTiles",
                    Map.of(
                            "tile4x5", new DotTile(4, 5).scores(element, 8, 1),
                            "tile2x5", new DotTile(2, 5).scores(element, 8, 1),
                            "tile4x2", new DotTile(4, 2).scores(element, 2, 2),
                            "dense2x5", new DotTile(2, 5).dense(element, 1),
                            "dense1x5", new DotTile(1, 5).dense(element, 1),
                            "dense1x10", new DotTile(1, 10).dense(element, 2),
                            "dense4x2", new DotTile(4, 2).dense(element, 1)));
            classes.put(
                    "" + name + "GradientTiles",
                    Map.of(
                            "tile10x2", new OuterTile("tile10x2", 10, 2).gradient(element),
                            "tile5x2", new OuterTile("tile5x2", 5, 2).gradient(element)));
        }
        return classes;
    }

    /**
     * Writes or checks all files.
     *
     * @param arguments {@code --check}, or nothing
     */
    public static void main(String[] arguments) throws IOException {
        boolean check = arguments.length == 1 && arguments[0].equals("--check");
        if (arguments.length > 0 && !check) {
            System.err.println("GenerateTiles takes no argument but --check.");
            System.exit(2);
        }
        Path root = root();
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> entry : classes().entrySet()) {
            Path target =
                    root.resolve("core/src/main/java/org/lanewise/core/internal/simd/tiles/" + entry.getKey() + ".java");
            String name = target.getFileName().toString();
            String text = fill(
                    Files.readString(root.resolve("tools/tiles/templates/" + name + ".template")),
                    name,
                    entry.getValue());
            if (!check) {
                Files.writeString(target, text);
            } else if (!Files.exists(target) || !Files.readString(target).equals(text)) {
                different.add(root.relativize(target).toString());
            }
        }
        if (!different.isEmpty()) {
            System.err.println("Not what tools/tiles writes: " + different
                    + ". Change the generator or a template, then run java tools/tiles/GenerateTiles.java.");
            System.exit(1);
        }
    }

    /** The folder that has {@code tools/tiles}: this one, or one above it. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("tools/tiles/templates"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            System.err.println("There is no tools/tiles/templates here or above; run this in a checkout of Lanewise.");
            System.exit(2);
        }
        return folder;
    }

    private static String fill(String template, String name, Map<String, String> methods) {
        StringBuilder text = new StringBuilder("// Generated by tools/tiles from " + name + ".template: do not edit.\n\n");
        for (String line : template.lines().toList()) {
            if (line.startsWith(MARK)) {
                text.append(methods.get(line.substring(MARK.length()).strip()));
            } else {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }
}
