package org.lanewise.datasets.internal.arrays;

import java.util.List;
import org.lanewise.datasets.FeatureForm;

/** Whether an array holds images: bytes of N x H x W, or with 1 or 3 channels as the last or the first dimension of an image. */
final class ArrayForm {

    private ArrayForm() {}

    static FeatureForm of(ArraySource array) {
        List<Integer> shape = array.shape();
        if (array.type() == ElementType.U1 && shape.size() == 3) {
            return new FeatureForm.Images(shape.get(1), shape.get(2), 1, false);
        }
        if (array.type() == ElementType.U1 && shape.size() == 4) {
            if (isChannels(shape.get(3))) {
                return new FeatureForm.Images(shape.get(1), shape.get(2), shape.get(3), false);
            }
            if (isChannels(shape.get(1))) {
                return new FeatureForm.Images(shape.get(2), shape.get(3), shape.get(1), true);
            }
        }
        return new FeatureForm.Columns((int) array.columns(), List.of());
    }

    private static boolean isChannels(int length) {
        return length == 1 || length == 3;
    }
}
