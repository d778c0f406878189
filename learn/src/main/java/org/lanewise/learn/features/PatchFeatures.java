package org.lanewise.learn.features;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;

/**
 * How much the patches of an image are like patches of other images (Coates, Ng, Lee, 2011, with random patches as
 * dictionary). Each patch of 6 x 6 pixels is made independent of light and whitened, and its products with K filters of
 * length 1 are its scores. A score above the threshold 0.25 counts by what is above, one below -0.25 by what is below, in a
 * feature of its own; {@link PatchActivation} has another way. They are summed over each of four quadrants.
 *
 * <p>The filters are K/2 patches and their mirror images, and what a filter finds in the left half is added to what its
 * mirror image finds in the right half, and the other way round. So an image and its mirror image have the same 4 K
 * features: what training on both would learn, at half of the features. A filter's whitened components are even or odd under
 * mirroring, so its score is e + o where that of its mirror image is e - o, and half of the products suffice.
 *
 * <p>Memory belongs to the arena of the matrices. Immutable and safe to share between threads.
 */
public final class PatchFeatures implements FeatureMap {

    /** The {@link #kind} of these maps. */
    public static final String KIND = "patches";

    /** Pixels of a patch's edge. */
    public static final int SIDE = PatchRows.SIDE;

    private static final float THRESHOLD = 0.25f;

    /** What is added to the variance of a patch of pixels from 0 to 255. */
    private static final double CONTRAST = 10;

    private static final double BYTE_RANGE = 255;

    private static final String SHAPE = "shape";
    private static final String LEVELS = "levels";
    private static final String EVEN = "whitening_even";
    private static final String ODD = "whitening_odd";
    private static final String FILTERS = "filters";

    /** Parts of a job at most: many more than threads, for balance. */
    private static final int PARTS = 4096;

    private final ImageShape shape;

    /** Contrast and, if it counts, the threshold. */
    private final FloatMatrix levels;

    private final Whitening whitening;

    /** Components x pairs: those of the even half, then those of the odd half. */
    private final FloatMatrix filters;

    private PatchFeatures(ImageShape shape, FloatMatrix levels, Whitening whitening, FloatMatrix filters) {
        this.shape = shape;
        this.levels = levels;
        this.whitening = whitening;
        this.filters = filters;
    }

    /**
     * Learns whitening and filters from random patches.
     *
     * @param arena the owner of the map's memory; of threads as the kernels'
     * @param kernels the kernels to use
     * @param shape how the images' values lie
     * @param images the training images alone, at least one
     * @param filters how many filters, and which
     * @return the map
     * @throws IllegalArgumentException if there is no image, they are smaller than a patch or of another shape, or all
     *     of them show nothing
     */
    public static PatchFeatures learn(
            Arena arena, Kernels kernels, ImageShape shape, Features images, Dictionary filters) {
        requireRoom(shape);
        if (images.columns() != shape.values()) {
            throw new IllegalArgumentException(
                    "Images of " + shape.values() + " values were expected, but these have " + images.columns() + ".");
        }
        if (images.rows() == 0) {
            throw new IllegalArgumentException("Patches are taken of training images, but there is none.");
        }
        SplittableRandom random = new SplittableRandom(filters.seed());
        boolean isTriangle = filters.activation() == PatchActivation.TRIANGLE;
        FloatMatrix levels = FloatMatrix.allocate(arena, 1, isTriangle ? 1 : 2).fill(THRESHOLD);
        levels.set(0, 0, contrast(images, random.split()));
        PatchRows rows = new PatchRows(shape, levels.get(0, 0));
        Whitening whitening = Whitening.of(arena, rows, shape, images, random.split());
        RandomPatches patches = new RandomPatches(rows, shape, images, random.split());
        return new PatchFeatures(shape, levels, whitening, patches.filters(arena, kernels, whitening, filters.pairs()));
    }

    /**
     * Which filters are learned.
     *
     * @param filters their number K: half of them patches, the others their mirror images
     * @param seed chooses the patches
     * @param activation what their scores count
     */
    public record Dictionary(int filters, long seed, PatchActivation activation) {

        /** More filters than anyone has the time for. */
        public static final int MOST = 1 << 20;

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not even, not above 0, or beyond {@value #MOST}
         */
        public Dictionary {
            Objects.requireNonNull(activation, "activation");
            if (filters < 2 || filters % 2 != 0 || filters > MOST) {
                throw new IllegalArgumentException("Filters are patches and their mirror images, but their number is "
                        + filters + "; give an even number from 2 to " + MOST + ".");
            }
        }

        /**
         * Filters whose scores count beyond a threshold.
         *
         * @param filters their number K
         * @param seed chooses the patches
         * @throws IllegalArgumentException as the other constructor
         */
        public Dictionary(int filters, long seed) {
            this(filters, seed, PatchActivation.THRESHOLD);
        }

        int pairs() {
            return filters / 2;
        }
    }

    /**
     * The map that {@link #arrays} came from.
     *
     * @param arrays all of them; kept, not copied
     * @return the map
     * @throws IllegalArgumentException if one is missing, unknown, or does not fit to the others
     */
    public static PatchFeatures of(Map<String, FloatMatrix> arrays) {
        for (String name : new String[] {SHAPE, LEVELS, EVEN, ODD, FILTERS}) {
            require(arrays.containsKey(name), "The array " + name + " of the patches is missing.");
        }
        require(arrays.size() == 5, "There are more arrays of patches than are known.");
        ImageShape shape = shape(arrays.get(SHAPE));
        requireRoom(shape);
        FloatMatrix levels = arrays.get(LEVELS);
        require(
                levels.rows() == 1 && (levels.columns() == 1 || levels.columns() == 2) && levels.get(0, 0) > 0,
                "The levels must be above 0.");
        Whitening whitening = new Whitening(arrays.get(EVEN), arrays.get(ODD));
        int half = PatchRows.half(shape);
        FloatMatrix filters = arrays.get(FILTERS);
        require(
                whitening.even().rows() == half + 1
                        && whitening.odd().rows() == half
                        && filters.rows()
                                == whitening.even().columns() + whitening.odd().columns(),
                "Whitening and filters do not fit together.");
        require(
                filters.columns() >= 1 && filters.columns() <= Dictionary.MOST,
                "There must be 1 to " + Dictionary.MOST + " pairs of filters.");
        return new PatchFeatures(shape, levels, whitening, filters);
    }

    private static ImageShape shape(FloatMatrix numbers) {
        require(numbers.rows() == 1 && numbers.columns() == 4, "The shape of images is of four numbers.");
        for (int i = 0; i < 4; i++) {
            float number = numbers.get(0, i);
            require(number == (int) number && number >= 0 && number < 1 << 24, "The shape of images is whole numbers.");
        }
        return new ImageShape(
                (int) numbers.get(0, 0), (int) numbers.get(0, 1), (int) numbers.get(0, 2), numbers.get(0, 3) != 0);
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void requireRoom(ImageShape shape) {
        if (shape.height() < SIDE || shape.width() < SIDE) {
            throw new IllegalArgumentException("Patches are " + SIDE + " x " + SIDE + " pixels, but the images are "
                    + shape.height() + " x " + shape.width() + "; give larger images.");
        }
    }

    /** That of pixels, where a float says nothing of what black and white are: the range of some images stands for it. */
    private static float contrast(Features images, SplittableRandom random) {
        if (images.element() == Features.Element.BYTE) {
            return (float) CONTRAST;
        }
        float[] values = new float[images.columns()];
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < 1000; i++) {
            images.copyRow(random.nextInt(images.rows()), values);
            for (float value : values) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        double range = greatest > least ? ((double) greatest - least) / BYTE_RANGE : 1;
        return (float) (CONTRAST * range * range);
    }

    /** {@return how the images' values lie} */
    public ImageShape shape() {
        return shape;
    }

    /** {@return the number of filters K} */
    public int filters() {
        return 2 * filters.columns();
    }

    /** {@return what scores count} */
    public PatchActivation activation() {
        return levels.columns() == 1 ? PatchActivation.TRIANGLE : PatchActivation.THRESHOLD;
    }

    /**
     * The features that a filter gives, its mirror image's on the other side among them.
     *
     * @param pair the first filter of a pair, 0 to K/2 - 1
     * @param isBelow whether those of scores below the negative threshold; there are none of a triangle
     * @return their numbers, from the top left quadrant on, row by row
     * @throws IndexOutOfBoundsException if there is no such pair, or nothing below
     */
    public int[] featuresOf(int pair, boolean isBelow) {
        Objects.checkIndex(pair, filters.columns());
        int sign = Objects.checkIndex(isBelow ? 1 : 0, activation().signs());
        return IntStream.range(0, 4)
                .map(quadrant -> activation().feature(filters.columns(), pair, quadrant, sign))
                .toArray();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int inputs() {
        return shape.values();
    }

    @Override
    public int outputs() {
        return activation().perPair() * filters.columns();
    }

    @Override
    public void apply(Kernels kernels, Features examples, FloatMatrix mapped) {
        FeatureMap.requireShapes(this, examples, mapped);
        Objects.requireNonNull(kernels, "kernels");
        int count = examples.rows();
        int parts = Math.min(count, PARTS);
        Queue<PatchScores> free = new ConcurrentLinkedQueue<>();
        try (Arena arena = Arena.ofShared()) {
            kernels.share(parts, part -> {
                PatchScores scores = Objects.requireNonNullElseGet(free.poll(), () -> new PatchScores(arena, this));
                int end = (int) ((long) count * (part + 1) / parts);
                for (int row = (int) ((long) count * part / parts); row < end; row++) {
                    scores.pool(kernels, examples, row, mapped.rows(row, row + 1));
                }
                free.add(scores);
            });
        }
    }

    @Override
    public SequencedMap<String, FloatMatrix> arrays() {
        FloatMatrix numbers = FloatMatrix.allocate(Arena.ofAuto(), 1, 4);
        numbers.copyFrom(new float[] {shape.height(), shape.width(), shape.channels(), shape.isPlanar() ? 1 : 0});
        SequencedMap<String, FloatMatrix> arrays = new LinkedHashMap<>();
        arrays.put(SHAPE, numbers);
        arrays.put(LEVELS, levels);
        arrays.put(EVEN, whitening.even());
        arrays.put(ODD, whitening.odd());
        arrays.put(FILTERS, filters);
        return arrays;
    }

    /**
     * What a patch is multiplied with to be scored, once it is independent of light.
     *
     * @param pair the first filter of a pair, 0 to K/2 - 1
     * @return the weights, row by row from the top left, the channels of a pixel side by side
     * @throws IndexOutOfBoundsException if there is no such pair
     */
    public float[] filter(int pair) {
        int channels = shape.channels();
        float[] weights = new float[SIDE * SIDE * channels];
        for (int i = 0; i < PatchRows.half(shape); i++) {
            double even = product(whitening.even(), i, evenFilters(), pair);
            double odd = product(whitening.odd(), i, oddFilters(), pair);
            int x = i % (SIDE / 2);
            int channel = i / (SIDE / 2) % channels;
            int row = i / (SIDE / 2) / channels * SIDE;
            weights[(row + x) * channels + channel] = (float) ((even + odd) * Math.sqrt(0.5));
            weights[(row + SIDE - 1 - x) * channels + channel] = (float) ((even - odd) * Math.sqrt(0.5));
        }
        return weights;
    }

    private static double product(FloatMatrix whitening, int row, FloatMatrix filters, int pair) {
        double sum = 0;
        for (int c = 0; c < filters.rows(); c++) {
            sum += (double) whitening.get(row, c) * filters.get(c, pair);
        }
        return sum;
    }

    PatchRows rows() {
        return new PatchRows(shape, levels.get(0, 0));
    }

    float threshold() {
        return levels.get(0, 1);
    }

    Whitening whitening() {
        return whitening;
    }

    /** Filters' components of the even half, one column per pair. */
    FloatMatrix evenFilters() {
        return filters.rows(0, whitening.even().columns());
    }

    /** Those of the odd half, of the first of each pair. */
    FloatMatrix oddFilters() {
        return filters.rows(whitening.even().columns(), filters.rows());
    }
}
