package org.lanewise.datasets.internal.base;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cifar.DataDirectory;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.datasets.Reading;

/** A directory in the layout of CIFAR-10 or CIFAR-100. */
public final class CifarDirectories implements Format {

    @Override
    public String expected() {
        return "a directory with CIFAR-10's or CIFAR-100's binary files";
    }

    @Override
    public boolean fits(Path data) {
        return directory(data).holds(CifarFormat.CIFAR10) || directory(data).holds(CifarFormat.CIFAR100_FINE);
    }

    private static DataDirectory directory(Path data) {
        return new DataDirectory(data, "the caller");
    }

    @Override
    public Opened open(Path data, Reading reading) throws IOException {
        DataDirectory directory = directory(data);
        return opened(reading.cifar() == null ? directory.open() : directory.open(reading.cifar()));
    }

    /** A CIFAR data set as any other. */
    public static Opened opened(CifarDataset cifar) {
        Description description = new Description(
                cifar.title(),
                cifar.source(),
                new FeatureForm.Images(CifarImage.SIDE, CifarImage.SIDE, 3, true),
                cifar.classNames(),
                cifar.files(),
                cifar.isSynthetic());
        return new Opened(
                description,
                cifar.hasTrain() ? cifar.train() : null,
                cifar.hasTest() ? cifar.test() : null,
                cifar::close);
    }
}
