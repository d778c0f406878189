package org.lanewise.trials.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.CifarFormatException;
import org.lanewise.cli.fetch.Archive;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.pictures.PictureFile;
import org.lanewise.learn.file.ArrayFileException;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.Npz;
import org.lanewise.learn.file.SklearnFile;
import org.lanewise.learn.train.Adam;
import org.lanewise.learn.train.TrainingDivergedException;

/** Every reader of files. */
enum Targets implements Target {
    CIFAR10("data_batch_1.bin", 4000) {
        @Override
        public List<byte[]> corpus() {
            return List.of(records(CifarFormat.CIFAR10, 1), records(CifarFormat.CIFAR10, 3));
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            open(directory, CifarFormat.CIFAR10);
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof CifarFormatException;
        }
    },

    CIFAR100("train.bin", 3000) {
        @Override
        public List<byte[]> corpus() {
            return List.of(records(CifarFormat.CIFAR100_FINE, 1), records(CifarFormat.CIFAR100_FINE, 2));
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            try {
                open(directory, CifarFormat.CIFAR100_COARSE);
            } finally {
                open(directory, CifarFormat.CIFAR100_FINE);
            }
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof CifarFormatException;
        }
    },

    /** The records beside the names file are good. */
    CLASS_NAMES("batches.meta.txt", 3000) {
        @Override
        public List<byte[]> corpus() {
            String names = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";
            return List.of(
                    names.getBytes(StandardCharsets.UTF_8),
                    names.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            Path records = directory.resolve("test_batch.bin");
            Files.write(records, records(CifarFormat.CIFAR10, 1));
            try {
                open(directory, CifarFormat.CIFAR10);
            } finally {
                Files.delete(records);
            }
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof CifarFormatException;
        }
    },

    NPY("a.npy", 3500) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return ArrayCorpus.arrays();
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            Npy.read(directory.resolve(file()));
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof ArrayFileException;
        }
    },

    NPZ("a.npz", 2500, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return ArrayCorpus.archives();
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            Npz.read(directory.resolve(file()));
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof ArrayFileException;
        }
    },

    MODEL("m.npz", 2500, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return List.of(ArrayCorpus.model());
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            ModelFile.read(memory, directory.resolve(file()));
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof ArrayFileException;
        }
    },

    /** Classifiers of scikit-learn. */
    SKLEARN("sk.npz", 2500, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return ArrayCorpus.sklearn();
        }

        @Override
        public List<byte[]> findings() throws IOException {
            return List.of(ArrayCorpus.manyClasses());
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            SklearnFile.read(memory, directory.resolve(file()));
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof ArrayFileException;
        }
    },

    /** A spoiled array in an archive that is whole, with its right checksum. */
    ENTRY("W.npy", 2500, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return NPY.corpus();
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            Path archive = Files.createTempFile(directory.getParent().getParent(), "entry", ".npz");
            try {
                Files.write(archive, ArrayCorpus.zipped("W.npy", Files.readAllBytes(directory.resolve(file()))));
                Npz.read(archive);
            } finally {
                Files.delete(archive);
            }
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof ArrayFileException;
        }
    },

    /** Read, and trained on with. */
    CHECKPOINT("c.npz", 2000, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return List.of(TinyTraining.PLAIN, TinyTraining.saved(Adam.standard()));
        }

        @Override
        public List<byte[]> findings() throws IOException {
            return ArrayCorpus.checkpoints();
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            TinyTraining.resume(memory, directory.resolve(file()));
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof ArrayFileException || thrown instanceof IllegalArgumentException;
        }
    },

    /** The weights of a checkpoint, spoiled. */
    WEIGHTS("W.npy", 2500, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> findings() {
            return ArrayCorpus.shapes();
        }
    },

    /** The weights of a checkpoint that the training goes on with, spoiled. */
    STATE("state_weights.npy", 2500, ArrayCorpus.LIMIT) {
        @Override
        public List<byte[]> findings() {
            return ArrayCorpus.shapes();
        }
    },

    /** The provenance of a checkpoint, spoiled. */
    TEXTS("provenance.npy", 2500, ArrayCorpus.LIMIT),

    /** The counters of a checkpoint, spoiled. */
    COUNTERS("counter_values.npy", 2000, ArrayCorpus.LIMIT) {
        /** Averaged steps, the first counter, of a training that keeps no average. */
        @Override
        public List<byte[]> findings() throws IOException {
            byte[] counters = corpus().getFirst();
            ByteBuffer bytes = ByteBuffer.wrap(counters).order(ByteOrder.LITTLE_ENDIAN);
            int header = 10 + bytes.getShort(8);
            bytes.putLong(header, 1);
            return List.of(counters);
        }
    },

    /** What {@code predict} is given. */
    PICTURE("a.png", 3000) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return PictureCorpus.all();
        }

        @Override
        public List<byte[]> findings() {
            return PictureCorpus.findings();
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            PictureFile.read(directory.resolve(file()));
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof DatasetException;
        }
    },

    /** Spoiled chunks with their right checksums. */
    PNG("a.png", 2000) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return PictureCorpus.pngs();
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            Path png = Files.createTempFile(directory.getParent().getParent(), "chunks", ".png");
            try {
                Files.write(png, PictureCorpus.withChecksums(Files.readAllBytes(directory.resolve(file()))));
                PictureFile.read(png);
            } finally {
                Files.delete(png);
            }
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof DatasetException;
        }
    },

    /** Unpacked into a directory of its own; nothing may appear elsewhere, nor may more than the limit. */
    ARCHIVE("a.tar.gz", 1500) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return List.of(compressed(tape("cifar-10-batches-bin/")), compressed(tape("")));
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            unpack(directory.resolve(file()), directory);
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof IOException;
        }
    },

    /** A spoiled tape in a compressed file that is whole. */
    TAPE("a.tar", 2000) {
        @Override
        public List<byte[]> corpus() throws IOException {
            return List.of(tape("cifar-10-batches-bin/"), tape(""), tape("../"));
        }

        /** A zero in a long name was a failure of the program. */
        @Override
        public List<byte[]> findings() throws IOException {
            return List.of(tape("long".repeat(30) + "\0/"));
        }

        @Override
        public void read(Path directory, Arena memory) throws IOException {
            Path archive = Files.createTempFile(directory.getParent().getParent(), "tape", ".tar.gz");
            try {
                Files.write(archive, compressed(Files.readAllBytes(directory.resolve(file()))));
                unpack(archive, directory);
            } finally {
                Files.delete(archive);
            }
        }

        @Override
        public boolean isDocumented(Throwable thrown) {
            return thrown instanceof IOException;
        }
    };

    private final String file;
    private final int cases;
    private final Cost fixed;

    Targets(String file, int cases) {
        this(file, cases, USUAL);
    }

    Targets(String file, int cases, Cost fixed) {
        this.file = file;
        this.cases = cases;
        this.fixed = fixed;
    }

    @Override
    public Cost fixed() {
        return fixed;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public int cases() {
        return cases;
    }

    /** Unless a target says otherwise, its input is an array of a checkpoint that is whole, with its right checksum. */
    @Override
    public List<byte[]> corpus() throws IOException {
        return List.of(TinyTraining.entry(TinyTraining.PLAIN, file));
    }

    @Override
    public void read(Path directory, Arena memory) throws IOException {
        TinyTraining.resumeWith(memory, directory.resolve(file));
    }

    @Override
    public boolean isDocumented(Throwable thrown) {
        return thrown instanceof ArrayFileException
                || thrown instanceof IllegalArgumentException
                || thrown instanceof TrainingDivergedException;
    }

    private static byte[] records(CifarFormat format, int count) {
        byte[] bytes = new byte[count * format.recordBytes()];
        new SplittableRandom(count).nextBytes(bytes);
        for (int record = 0; record < count; record++) {
            for (int label = 0; label < format.labelBytes(); label++) {
                bytes[record * format.recordBytes() + label] = (byte) (record + 3);
            }
        }
        return bytes;
    }

    /** Opens, and reads every label and the ends of every image. */
    private static void open(Path directory, CifarFormat format) throws IOException {
        try (CifarDataset cifar = CifarDataset.open(directory, format)) {
            Examples images = cifar.hasTrain() ? cifar.train() : cifar.test();
            for (int row = 0; row < images.size(); row++) {
                cifar.classNames().get(images.label(row));
                images.features().get(row, 0);
                images.features().get(row, images.features().columns() - 1);
            }
        }
    }

    private static byte[] tape(String folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (String name : List.of("data_batch_1.bin", "batches.meta.txt", "readme.html")) {
                TarArchiveEntry entry = new TarArchiveEntry(folder + name);
                entry.setSize(3073);
                // Else the archive, and what becomes of it, would depend on the time.
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(records(CifarFormat.CIFAR10, 1));
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** Unpacks into a new directory beside the input's. */
    private static void unpack(Path archive, Path directory) throws IOException {
        Path target = Files.createTempDirectory(directory.getParent(), "target");
        try {
            Set<String> names = Set.copyOf(CifarFormat.CIFAR10.trainFiles());
            new Archive(archive, names, 10_000).unpack(target);
        } finally {
            deleteFlat(target, 10_000);
        }
    }

    /** Deletes a directory of files; fails if they are larger together than they may, or one is a directory. */
    private static void deleteFlat(Path directory, long most) throws IOException {
        long bytes = 0;
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.toList();
        }
        for (Path file : files) {
            bytes += Files.size(file);
            Files.delete(file);
        }
        Files.delete(directory);
        if (bytes > most) {
            throw new AssertionError("unpacked " + bytes + " bytes");
        }
    }
}
