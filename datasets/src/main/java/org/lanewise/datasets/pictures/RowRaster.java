package org.lanewise.datasets.pictures;

import java.awt.Point;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;

/**
 * A raster for a reader of the JDK if the whole picture might not fit into memory. It keeps nothing and passes the rows
 * on: all its rows lie in the same place.
 */
final class RowRaster extends WritableRaster {

    /** Takes rows, which are there until it returns. */
    interface Rows {
        void row(int y, Raster row);
    }

    private final Rows rows;

    RowRaster(int width, int height, int bands, Rows rows) {
        super(
                new ComponentSampleModel(
                        DataBuffer.TYPE_BYTE,
                        width,
                        height,
                        0,
                        0,
                        IntStream.range(0, bands).toArray()),
                new DataBufferByte(bands),
                new Point());
        this.rows = rows;
    }

    @Override
    public void setRect(int x, int y, Raster row) {
        rows.row(y, row);
    }
}
