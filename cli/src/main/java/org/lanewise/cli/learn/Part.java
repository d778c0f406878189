package org.lanewise.cli.learn;

import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.InputException;
import org.lanewise.core.data.LabeledImages;

/** The parts of a data set, named as on the command line. */
enum Part {
    /** The training set. */
    train,
    /** The test set. */
    test;

    LabeledImages of(CifarDataset cifar) throws InputException {
        if (this == train ? !cifar.hasTrain() : !cifar.hasTest()) {
            throw new InputException(cifar + " has no " + this + " set; give a directory that has, with --data.");
        }
        return this == train ? cifar.train() : cifar.test();
    }
}
