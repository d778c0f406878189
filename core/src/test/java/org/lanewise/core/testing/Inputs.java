package org.lanewise.core.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** Seeded random inputs. */
public final class Inputs {

    private Inputs() {}

    /** Floats that round in every operation, of both signs. */
    public static float[] normal(SplittableRandom random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Floats from 0 to 1: sums of their products only grow, so rounding errors do as well. */
    public static float[] positive(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(1 << 24) * 0x1p-24f;
        }
        return values;
    }

    /** Multiples of 1/64 from -1 to 1: sums of up to 4096 products are exact in float. */
    public static float[] grid(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-64, 65) / 64f;
        }
        return values;
    }

    public static int[] labels(SplittableRandom random, int count, int classes) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(classes);
        }
        return labels;
    }

    /** Random bytes, rows {@code gap} bytes apart, in a segment that ends with the last pixel. */
    public static Features pixels(Arena arena, SplittableRandom random, int rows, int columns, int offset, int gap) {
        long stride = columns + (long) gap;
        MemorySegment segment = arena.allocate(offset + Math.max(0, rows * stride - gap));
        for (long i = 0; i < segment.byteSize(); i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        return Features.ofBytes(segment, offset, rows, columns, stride);
    }

    public static LinearModel model(Arena arena, SplittableRandom random, int classes, int features, double deviation) {
        LinearModel model = LinearModel.allocate(arena, classes, features);
        model.weights().copyFrom(normal(random, classes * features, deviation));
        model.bias().copyFrom(normal(random, classes, deviation));
        return model;
    }

    /** A mean near the middle of the bytes and a scale that makes them about normal, different for every feature. */
    public static Preprocessing preprocessing(Arena arena, SplittableRandom random, int features) {
        FloatMatrix mean = FloatMatrix.allocate(arena, 1, features);
        FloatMatrix scale = FloatMatrix.allocate(arena, 1, features);
        for (int d = 0; d < features; d++) {
            mean.set(0, d, (float) random.nextDouble(100, 155));
            scale.set(0, d, (float) (1 / random.nextDouble(50, 80)));
        }
        return new Preprocessing(mean, scale);
    }

    /** Row-major {@code columns x rows} of a row-major {@code rows x columns} array. */
    public static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = values[i * columns + j];
            }
        }
        return result;
    }

    /** The same values in half precision, to which they are rounded, at any address. */
    public static Features asHalves(Arena arena, int offset, int gap, Features features) {
        long stride = 2L * features.columns() + gap;
        MemorySegment segment = arena.allocate(offset + stride * features.rows() + 1);
        for (int row = 0; row < features.rows(); row++) {
            for (int d = 0; d < features.columns(); d++) {
                short half = Float.floatToFloat16(features.get(row, d));
                segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset + row * stride + 2L * d, half);
            }
        }
        return Features.of(
                Element.HALF, segment, offset, features.rows(), features.columns(), stride, Features.UNKNOWN_ORIGIN);
    }

    /** The same values, stored as floats in guarded memory. */
    public static FloatMatrix asFloats(Arena arena, Placement place, Features features) {
        int columns = features.columns();
        float[] values = new float[features.rows() * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i / columns, i % columns);
        }
        return GuardedMatrix.of(arena, place, features.rows(), columns, values).matrix();
    }

    /** Floats from 0 to 255, hardly any of them whole, in guarded memory. */
    public static FloatMatrix measurements(Arena arena, SplittableRandom random, int rows, int columns) {
        float[] values = positive(random, rows * columns);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 255;
        }
        return GuardedMatrix.of(arena, Placement.random(random), rows, columns, values)
                .matrix();
    }
}
