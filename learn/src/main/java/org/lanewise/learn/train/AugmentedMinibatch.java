package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.learn.features.ImageShape;

/** Changed copies of the images of a walk's minibatch, in the form in which they are stored. Threads share the images. */
final class AugmentedMinibatch implements Minibatch {

    /** Images that a thread takes at once. */
    private static final int BLOCK = 16;

    private final Augmentation augmentation;
    private final Kernels kernels;
    private final Minibatches walk;
    private final Features copies;

    /** Bytes of what stays together: a value, or the channels of a pixel where they lie side by side. */
    private final int unit;

    private final int planes;
    private final ThreadLocal<byte[][]> images;
    private final ThreadLocal<int[]> rows;

    private Features present;

    /** Allocates room for the images of a minibatch. */
    AugmentedMinibatch(Arena arena, TrainingSettings settings, Minibatches walk) {
        augmentation = settings.data().augmentation();
        kernels = settings.kernels();
        this.walk = walk;
        Features features = settings.data().training().features();
        ImageShape shape = augmentation.shape();
        unit = features.element().bytes() * (shape.isPlanar() ? 1 : shape.channels());
        planes = shape.isPlanar() ? shape.channels() : 1;
        int batch = settings.data().batchSize();
        int bytes = (int) features.rowBytes();
        MemorySegment memory = arena.allocate((long) batch * bytes, Float.BYTES);
        copies = Features.of(features.element(), memory, 0, batch, features.columns(), bytes, Features.UNKNOWN_ORIGIN);
        images = ThreadLocal.withInitial(() -> new byte[2][bytes]);
        rows = ThreadLocal.withInitial(() -> new int[shape.width() * unit]);
    }

    /** Copies and changes the images of the walk's present minibatch. */
    AugmentedMinibatch take(long seed, int epoch) {
        int size = walk.size();
        kernels.share(Math.ceilDiv(size, BLOCK), part -> {
            for (int i = part * BLOCK; i < Math.min(size, (part + 1) * BLOCK); i++) {
                copy(i, Augmentation.draw(seed, epoch, walk.row(i)));
            }
        });
        present = copies.rows(0, size);
        return this;
    }

    private void copy(int image, long drawn) {
        byte[] source = images.get()[0];
        byte[] target = images.get()[1];
        int[] origins = origins(drawn);
        load(image, source);
        int height = augmentation.shape().height();
        int down = augmentation.down(drawn);
        for (int plane = 0, to = 0; plane < planes; plane++) {
            for (int y = 0; y < height; y++, to += origins.length) {
                int from = (plane * height + Math.clamp(y - down, 0, height - 1)) * origins.length;
                copyRow(source, from, origins, target, to);
            }
        }
        MemorySegment.copy(
                target, 0, copies.segment(image), ValueLayout.JAVA_BYTE, copies.offset(image), target.length);
    }

    /** Where in its row each byte of a row comes from: the same for all rows of an image. */
    private int[] origins(long drawn) {
        int[] origins = rows.get();
        int width = augmentation.shape().width();
        int right = augmentation.right(drawn);
        boolean mirrors = augmentation.mirrors(drawn);
        for (int x = 0; x < width; x++) {
            int moved = Math.clamp(x - right, 0, width - 1);
            int origin = mirrors ? width - 1 - moved : moved;
            for (int i = 0; i < unit; i++) {
                origins[x * unit + i] = origin * unit + i;
            }
        }
        return origins;
    }

    private void load(int image, byte[] bytes) {
        Features features = walk.features();
        MemorySegment segment = features.segment(image);
        try {
            GuardedCopies.bytes(segment, features.offset(image), bytes, 0, bytes.length);
            LostDataException.raise(segment);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features.rows(image, image + 1));
        }
    }

    private static void copyRow(byte[] source, int from, int[] origins, byte[] target, int to) {
        for (int i = 0; i < origins.length; i++) {
            target[to + i] = source[from + origins[i]];
        }
    }

    @Override
    public Features features() {
        return present;
    }

    @Override
    public int[] labels() {
        return walk.labels();
    }

    @Override
    public int size() {
        return walk.size();
    }
}
