package org.lanewise.bench.peers;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.core.data.Features;
import org.lanewise.core.model.Preprocessing;

/** Gathers images, one byte a pixel, and makes preprocessed floats of them, on the Vector API. */
final class PixelConversion {

    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;

    /** As many bytes as floats; there is no smaller species than 64 bits. */
    private static final VectorSpecies<Byte> B =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Byte.SIZE * F.length())));

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final float[] mean;
    private final float[] scale;

    /** A row, with room for what the last vector of bytes reads beyond it. */
    private final byte[] pixels;

    PixelConversion(Preprocessing preprocessing) {
        mean = preprocessing.mean().toArray();
        scale = preprocessing.scale().toArray();
        pixels = new byte[mean.length + B.length()];
    }

    /** Rows of images to floats, row after row. */
    void convert(Features images, int from, int to, MemorySegment floats) {
        for (int row = from; row < to; row++) {
            MemorySegment.copy(
                    images.segment(row), ValueLayout.JAVA_BYTE, images.offset(row), pixels, 0, images.columns());
            convertRow(floats, (long) (row - from) * images.columns() * Float.BYTES);
        }
    }

    private void convertRow(MemorySegment floats, long offset) {
        int end = F.loopBound(mean.length);
        for (int d = 0; d < end; d += F.length()) {
            FloatVector x = (FloatVector) ByteVector.fromArray(B, pixels, d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            x.sub(FloatVector.fromArray(F, mean, d))
                    .mul(FloatVector.fromArray(F, scale, d))
                    .intoMemorySegment(floats, offset + (long) d * Float.BYTES, ORDER);
        }
        for (int d = end; d < mean.length; d++) {
            float value = ((pixels[d] & 0xFF) - mean[d]) * scale[d];
            floats.set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + (long) d * Float.BYTES, value);
        }
    }
}
