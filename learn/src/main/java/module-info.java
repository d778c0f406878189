/**
 * Lanewise learn: what is built on the kernels of {@code org.lanewise.core}.
 *
 * <p>{@link org.lanewise.learn.LinearClassifier} is the short way. Below it:
 *
 * <ul>
 *   <li>{@code train}: minibatches with optimizers and schedules, checkpoints; and to the optimum by L-BFGS;
 *   <li>{@code optimize}: minimization of any smooth function;
 *   <li>{@code features}: features that are computed of others, such as those of patches;
 *   <li>{@code network}: a hidden layer before the linear classifier;
 *   <li>{@code ridge}: least squares, solved exactly;
 *   <li>{@code evaluate}: classifiers, and how good they are: accuracy, loss, confusion, calibration;
 *   <li>{@code file}: models and checkpoints that numpy reads;
 *   <li>{@code neighbours} and {@code baseline}: what the linear classifier is compared with;
 *   <li>{@code landscape}: the loss around a model.
 * </ul>
 */
module org.lanewise.learn {
    requires transitive org.lanewise.core;

    exports org.lanewise.learn;
    exports org.lanewise.learn.baseline;
    exports org.lanewise.learn.evaluate;
    exports org.lanewise.learn.features;
    exports org.lanewise.learn.file;
    exports org.lanewise.learn.landscape;
    exports org.lanewise.learn.neighbours;
    exports org.lanewise.learn.network;
    exports org.lanewise.learn.optimize;
    exports org.lanewise.learn.ridge;
    exports org.lanewise.learn.train;
}
