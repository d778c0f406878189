package org.lanewise.cli;

import org.lanewise.cifar.CifarFormat;

/** Which labels of CIFAR-100, named as on the command line. */
public enum LabelKind {
    /** The 100 classes. */
    fine(CifarFormat.CIFAR100_FINE),
    /** The 20 superclasses. */
    coarse(CifarFormat.CIFAR100_COARSE);

    private final CifarFormat format;

    LabelKind(CifarFormat format) {
        this.format = format;
    }

    /** {@return the format that reads them} */
    CifarFormat format() {
        return format;
    }
}
