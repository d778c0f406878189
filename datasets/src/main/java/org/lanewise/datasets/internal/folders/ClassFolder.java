package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The pictures of a class: all in its folder and in folders in it.
 *
 * @param folder called as the class
 * @param pictures by their paths
 * @param others how many other files there are, which are left alone
 */
record ClassFolder(Path folder, List<Picture> pictures, int others) {

    /** Lists a folder of the data set in a directory. */
    static ClassFolder list(Path data, Path folder) throws IOException {
        Visitor visitor = new Visitor(data, folder);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        visitor.pictures.sort(Comparator.comparing(picture -> picture.state().name()));
        return new ClassFolder(folder, visitor.pictures, visitor.others);
    }

    String name() {
        return Names.of(folder);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path data;
        private final Path top;
        private final List<Picture> pictures = new ArrayList<>();
        private int others;

        Visitor(Path data, Path top) {
            this.data = data;
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return Names.isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Names.isPicture(file)) {
                pictures.add(new Picture(file, Names.of(top), state(file, attributes)));
            } else {
                others++;
            }
            return FileVisitResult.CONTINUE;
        }

        private Picture.State state(Path file, BasicFileAttributes attributes) {
            String name = data.relativize(file).toString().replace('\\', '/');
            return new Picture.State(
                    name, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        }
    }
}
