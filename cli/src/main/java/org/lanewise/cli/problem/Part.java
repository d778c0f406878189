package org.lanewise.cli.problem;

import org.lanewise.cli.InputException;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Dataset;

/** The parts of a data set, named as on the command line. */
public enum Part {
    /** The training set. */
    train,
    /** The test set. */
    test;

    /**
     * This part of a set.
     *
     * @param dataset the set
     * @return its images and labels
     * @throws InputException if it has no such part
     */
    public Examples of(Dataset dataset) throws InputException {
        return of(dataset, "");
    }

    /**
     * This part of a set, where an option chooses the part.
     *
     * @param dataset the set
     * @return its images and labels
     * @throws InputException if it has no such part, with the option that has the other
     */
    public Examples on(Dataset dataset) throws InputException {
        return of(dataset, "look at the others with --on " + (this == train ? test : train) + ", or ");
    }

    private Examples of(Dataset dataset, String otherwise) throws InputException {
        if (this == train ? !dataset.hasTrain() : !dataset.hasTest()) {
            String name = this == train ? "training" : "test";
            throw new InputException("There are no " + name + " " + dataset.noun() + " in this set (" + dataset + "); "
                    + otherwise + "give one that has some, with --data.");
        }
        return this == train ? dataset.train() : dataset.test();
    }
}
