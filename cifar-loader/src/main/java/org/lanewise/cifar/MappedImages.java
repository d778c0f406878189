package org.lanewise.cifar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;

/** Train or test part of a data set: pixels and labels are read where they lie in the mapped files. */
final class MappedImages implements Examples {

    private final Features images;
    private final CifarFormat format;
    private final String source;

    MappedImages(List<MappedFile> files, CifarFormat format, String source) {
        Features[] parts = files.stream().map(MappedFile::features).toArray(Features[]::new);
        this.images = parts.length == 1 ? parts[0] : Features.concatenate(parts);
        this.format = format;
        this.source = source;
    }

    @Override
    public Features features() {
        return images;
    }

    @Override
    public int classes() {
        return format.classes();
    }

    /** The label lies in the same record, just before the pixels, so their place is the label's place. */
    @Override
    public int label(int row) {
        MemorySegment bytes = images.segment(row);
        try {
            byte label = bytes.get(ValueLayout.JAVA_BYTE, images.offset(row) - format.labelDistance());
            LostDataException.raise(bytes);
            return Byte.toUnsignedInt(label);
        } catch (IllegalStateException e) {
            throw CifarDataset.closed(source, e);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, images.rows(row, row + 1));
        }
    }
}
