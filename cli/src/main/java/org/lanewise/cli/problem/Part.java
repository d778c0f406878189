package org.lanewise.cli.problem;

import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.InputException;
import org.lanewise.core.data.Examples;

/** The parts of a data set, named as on the command line. */
public enum Part {
    /** The training set. */
    train,
    /** The test set. */
    test;

    /**
     * This part of a set.
     *
     * @param cifar the set
     * @return its images and labels
     * @throws InputException if it has no such part
     */
    public Examples of(CifarDataset cifar) throws InputException {
        return of(cifar, "");
    }

    /**
     * This part of a set, where an option chooses the part.
     *
     * @param cifar the set
     * @return its images and labels
     * @throws InputException if it has no such part, with the option that has the other
     */
    public Examples on(CifarDataset cifar) throws InputException {
        return of(cifar, "look at the others with --on " + (this == train ? test : train) + ", or ");
    }

    private Examples of(CifarDataset cifar, String otherwise) throws InputException {
        if (this == train ? !cifar.hasTrain() : !cifar.hasTest()) {
            String name = this == train ? "training" : "test";
            throw new InputException("There are no " + name + " images in this set (" + cifar + "); " + otherwise
                    + "give the directory of one that has some, with --data.");
        }
        return this == train ? cifar.train() : cifar.test();
    }
}
