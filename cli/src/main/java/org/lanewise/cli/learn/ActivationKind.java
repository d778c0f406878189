package org.lanewise.cli.learn;

import org.lanewise.learn.features.PatchActivation;

/** What scores of patches count, named as on the command line. */
enum ActivationKind {
    /** What is beyond a threshold, of both signs. */
    threshold(PatchActivation.THRESHOLD),
    /** By how much filters are nearer than the mean. */
    triangle(PatchActivation.TRIANGLE);

    private final PatchActivation activation;

    ActivationKind(PatchActivation activation) {
        this.activation = activation;
    }

    PatchActivation activation() {
        return activation;
    }
}
