package org.lanewise.cifar;

import java.util.Arrays;

/**
 * The records of the synthetic set. An image is the sum of grey, ten smooth colour patterns and pixel noise. Each pattern
 * has a random normal weight. The weight of the pattern of the image's class is {@value #SIGNAL} larger than the others
 * on average. So the classes are ten overlapping clouds, and a linear classifier does about as well as any other: it is
 * right for about three images of four.
 *
 * <p>A record depends on the seed and its number alone. One thread at a time.
 */
final class SyntheticImages {

    private static final int CLASSES = 10;

    /** Weight of the class's own pattern, in standard deviations of the weights. */
    private static final float SIGNAL = 2.25f;

    /** Pixel levels that a pattern of weight 1 shifts a pixel by (root mean square). */
    private static final double CONTRAST = 12;

    private static final float GREY = 128;

    /** Waves that a pattern is made of, in each colour. */
    private static final int WAVES = 4;

    /** Half waves across the image are fewer than this: patterns without detail look the same a pixel further. */
    private static final int FREQUENCIES = 5;

    private final long seed;
    private final float[][] patterns = new float[CLASSES][];
    private final float[] image = new float[CifarImage.PIXELS];

    SyntheticImages(long seed) {
        this.seed = seed;
        for (int pattern = 0; pattern < CLASSES; pattern++) {
            patterns[pattern] = pattern(SplitMix64.stream(seed, -1 - pattern));
        }
    }

    private static float[] pattern(SplitMix64 random) {
        double[] values = new double[CifarImage.PIXELS];
        for (int plane = 0; plane < CifarImage.PIXELS; plane += CifarImage.PLANE) {
            for (int wave = 0; wave < WAVES; wave++) {
                addWave(values, plane, random);
            }
        }
        return withContrast(values);
    }

    /** StrictMath, because the last bit of Math.cos may differ between machines. */
    private static void addWave(double[] values, int plane, SplitMix64 random) {
        double step = StrictMath.PI / CifarImage.SIDE;
        double across = step * random.nextInt(FREQUENCIES);
        double down = step * random.nextInt(FREQUENCIES);
        double phase = 2 * StrictMath.PI * random.nextDouble();
        for (int pixel = 0; pixel < CifarImage.PLANE; pixel++) {
            int x = pixel % CifarImage.SIDE;
            int y = pixel / CifarImage.SIDE;
            values[plane + pixel] += StrictMath.cos(across * x + down * y + phase);
        }
    }

    private static float[] withContrast(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        double factor = CONTRAST / Math.sqrt(squares / values.length);
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return scaled;
    }

    /** Writes record {@code number}, at least 0, over the array: a label byte, then the pixels. */
    void write(long number, byte[] record) {
        SplitMix64 random = SplitMix64.stream(seed, number);
        int label = random.nextInt(CLASSES);
        mix(label, random);
        record[0] = (byte) label;
        quantize(record, random);
    }

    private void mix(int label, SplitMix64 random) {
        Arrays.fill(image, GREY);
        for (int pattern = 0; pattern < CLASSES; pattern++) {
            float weight = random.nextNormal() + (pattern == label ? SIGNAL : 0);
            float[] values = patterns[pattern];
            for (int pixel = 0; pixel < CifarImage.PIXELS; pixel++) {
                image[pixel] += weight * values[pixel];
            }
        }
    }

    /** Adds noise of -16 to 15 levels, eight pixels from one random number, and cuts to 0..255. */
    private void quantize(byte[] record, SplitMix64 random) {
        for (int from = 0; from < CifarImage.PIXELS; from += Long.BYTES) {
            long bits = random.nextLong();
            for (int pixel = from; pixel < from + Long.BYTES; pixel++) {
                int noise = (int) (bits & 31) - 16;
                bits >>>= 8;
                int level = (int) image[pixel] + noise;
                record[1 + pixel] = (byte) Math.max(0, Math.min(255, level));
            }
        }
    }
}
