package org.lanewise.cli.learn;

import java.util.Optional;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.core.data.Examples;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.train.Lbfgs;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Trainer;

/**
 * What all trainings of a command have in common.
 *
 * @param computer the kernels to use; it owns the models' memory
 * @param losses what is made small
 * @param trainer how to descend
 */
record Training(Computer computer, ObjectiveOptions losses, TrainerOptions trainer) {

    /** A trainer with all options. */
    Trainer.Builder builder(Examples training, Preprocessing preprocessing) throws InputException {
        return trainer.apply(Trainer.of(computer.kernels(), preprocessing, training), losses.kind())
                .loss(losses.loss(training))
                .regularization(losses.regularization());
    }

    /** A minimizer with all options that it has. */
    Lbfgs lbfgs(Examples training, Preprocessing preprocessing) {
        return new Lbfgs(
                computer.kernels(),
                preprocessing,
                training,
                losses.loss(training),
                losses.regularization(),
                trainer.hasBias());
    }

    /** A model that has learned nothing. */
    LinearModel start(Examples training) {
        return start(training, Optional.empty());
    }

    /** A model that has learned nothing, of what a map makes of the examples if there is one. */
    LinearModel start(Examples training, Optional<FeatureMap> map) {
        int features = map.map(FeatureMap::outputs).orElse(training.features().columns());
        return LinearModel.allocate(computer.arena(), training.classes(), features);
    }

    /** Trains with all options. */
    LinearModel run(Examples training, Preprocessing preprocessing) throws InputException {
        LinearModel model = start(training);
        builder(training, preprocessing).build().train(model);
        return model;
    }

    /** Trains with another learning rate and strength of L2 regularization. */
    LinearModel run(Examples training, Preprocessing preprocessing, float rate, float l2) throws InputException {
        LinearModel model = start(training);
        Schedule schedule = trainer.schedule(rate);
        Regularization regularization = losses.regularization(l2);
        builder(training, preprocessing)
                .schedule(schedule)
                .regularization(regularization)
                .build()
                .train(model);
        return model;
    }
}
