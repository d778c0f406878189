package org.lanewise.cli.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Json;
import org.lanewise.cli.problem.LossKind;
import org.lanewise.cli.value.Ranges;
import org.lanewise.learn.train.EarlyStopping;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.WeightAveraging;
import picocli.CommandLine.Option;

/** How to descend: the options of optimizer and trainer. */
final class TrainerOptions {

    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final float USUAL_MOMENTUM = 0.9f;
    private static final double USUAL_DECAY = 0.5;

    /** What L-BFGS does not ask for. */
    static final List<String> MINIBATCHES = List.of(
            "--momentum",
            "--learning-rate",
            "--schedule",
            "--decay",
            "--warm-up",
            "--batch",
            "--epochs",
            "--early-stopping",
            "--clip",
            "--average");

    @Option(
            names = "--optimizer",
            paramLabel = "KIND",
            description = "The optimizer: ${COMPLETION-CANDIDATES}. lbfgs goes to the optimum, ridge solves least"
                    + " squares, the others go by minibatches. Default of train: lbfgs; sgd with an option for"
                    + " minibatches, --loss svm or --l1; ridge with --patches; nesterov with --hidden. Default"
                    + " of other commands: sgd.")
    private OptimizerKind optimizer;

    @Option(
            names = "--momentum",
            paramLabel = "M",
            converter = Ranges.BelowOne.class,
            description = "The momentum of momentum and nesterov. Default: " + USUAL_MOMENTUM + ".")
    private Float momentum;

    @Option(
            names = {"--learning-rate", "--lr"},
            paramLabel = "R",
            converter = Ranges.NotNegative.class,
            description = "The learning rate. Default: sgd 0.05, with svm 0.005; momentum and nesterov a tenth of"
                    + " that; adagrad 0.01; adam 0.001.")
    private Float rate;

    @Option(
            names = "--schedule",
            paramLabel = "KIND",
            description = "How the learning rate changes over time: ${COMPLETION-CANDIDATES}. Default: constant.")
    private ScheduleKind schedule;

    @Option(
            names = "--decay",
            paramLabel = "D",
            converter = Ranges.Positive.class,
            description = "The decay of --schedule: step multiplies the rate by D three times, exponential after"
                    + " each epoch; inverse divides it by 1 + D x epochs. Default: " + USUAL_DECAY + ".")
    private Double decay;

    @Option(
            names = "--warm-up",
            paramLabel = "E",
            converter = Ranges.NotNegativeDouble.class,
            defaultValue = "0",
            description = "Number of epochs in which the rate grows from 0. Default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(
            names = {"--batch", "--batch-size"},
            paramLabel = "N",
            description = "Number of examples per step, or \"all\". Default: 64.")
    private String batch;

    @Option(
            names = "--epochs",
            paramLabel = "E",
            converter = Ranges.CountOrNone.class,
            description = "Number of passes over the training examples. Default: 3.")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the order of the examples and the choice of validation examples. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--early-stopping",
            paramLabel = "P",
            converter = Ranges.Count.class,
            description = "Stop after P epochs without a better validation accuracy, and keep the best weights.")
    private Integer patience;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            converter = Ranges.Positive.class,
            description = "Scale longer gradients down to this norm. Default: never.")
    private Double clip;

    @Option(
            names = "--average",
            paramLabel = "D",
            converter = Ranges.UpToOne.class,
            description = "Average the weights over the steps: 1 is their mean, a number below 1 forgets old ones"
                    + " exponentially, 0 is off. Default: 0.9975.")
    private Double average;

    @Option(names = "--no-bias", description = "Train without a bias: scores are W x alone.")
    private boolean noBias;

    /** What is taken where an option was not given; that of a linear classifier until something else is said. */
    private UsualDescent usual = UsualDescent.LINEAR;

    /** Takes an optimizer if none was given. */
    void settle(OptimizerKind usualOptimizer) {
        optimizer = optimizer == null ? usualOptimizer : optimizer;
    }

    /** Takes other numbers where none are given. */
    void settle(UsualDescent usualDescent) {
        usual = usualDescent;
    }

    private ScheduleKind kindOfSchedule() {
        return schedule == null ? usual.schedule() : schedule;
    }

    private String batch() {
        return batch == null ? usual.batch() : batch;
    }

    private double average() {
        return average == null ? usual.average() : average;
    }

    private OptimizerKind optimizer() {
        return optimizer == null ? OptimizerKind.sgd : optimizer;
    }

    /** Sets all of this in a trainer. */
    Trainer.Builder apply(Trainer.Builder trainer, LossKind loss) throws InputException {
        requireUse("--momentum", momentum, optimizer().hasMomentum(), "--optimizer " + optimizer());
        requireUse("--decay", decay, kindOfSchedule().hasDecay(), "--schedule " + kindOfSchedule());
        trainer.optimizer(optimizer().with(momentum()))
                .schedule(schedule(rate(loss)))
                .batchSize(batchSize())
                .epochs(epochs())
                .seed(seed);
        if (patience != null) {
            trainer.earlyStopping(EarlyStopping.after(patience));
        }
        if (clip != null) {
            trainer.clipNorm(clip);
        }
        if (noBias) {
            trainer.withoutBias();
        }
        if (average() != 0) {
            trainer.averaging(new WeightAveraging(average(), 0));
        }
        return trainer;
    }

    private static void requireUse(String option, Number given, boolean hasUse, String with) throws InputException {
        if (given != null && !hasUse) {
            throw new InputException(option + " is of no use with " + with + "; leave it out.");
        }
    }

    private float momentum() {
        return momentum == null ? USUAL_MOMENTUM : momentum;
    }

    private double decay() {
        return decay == null ? USUAL_DECAY : decay;
    }

    /** The schedule with a rate. */
    Schedule schedule(float start) {
        Schedule chosen = kindOfSchedule().with(start, decay(), epochs());
        return warmUp > 0 ? chosen.withWarmUp(warmUp) : chosen;
    }

    /** The learning rate for a loss. */
    float rate(LossKind loss) {
        return rate == null ? usual.rate(optimizer(), loss) : rate;
    }

    private int batchSize() throws InputException {
        if (batch().equals(ALL)) {
            return Integer.MAX_VALUE;
        }
        try {
            int size = Integer.parseInt(batch());
            if (size >= 1) {
                return size;
            }
        } catch (NumberFormatException e) {
            // As below.
        }
        throw new InputException(
                "--batch is " + batch() + "; give a number of examples of at least 1, or \"" + ALL + "\".");
    }

    boolean stopsEarly() {
        return patience != null;
    }

    boolean isLbfgs() {
        return optimizer == OptimizerKind.lbfgs;
    }

    boolean isRidge() {
        return optimizer == OptimizerKind.ridge;
    }

    boolean hasBias() {
        return !noBias;
    }

    int epochs() {
        return epochs == null ? usual.epochs() : epochs;
    }

    /** Whether a training may be made longer or shorter and still begin the same. */
    boolean mayEndElsewhere() {
        return !kindOfSchedule().dependsOnEpochs();
    }

    long seed() {
        return seed;
    }

    /** The options as results. */
    Map<String, Object> describe(LossKind loss) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("optimizer", optimizer());
        if (!isLbfgs() && !isRidge()) {
            describeDescent(loss, described);
        }
        described.put("bias", hasBias());
        described.put("seed", seed);
        return described;
    }

    private void describeDescent(LossKind loss, Map<String, Object> described) {
        if (optimizer().hasMomentum()) {
            described.put("momentum", momentum());
        }
        described.put("learningRate", rate(loss));
        described.put("schedule", kindOfSchedule());
        if (kindOfSchedule().hasDecay()) {
            described.put("decay", decay());
        }
        described.put("warmUp", warmUp);
        described.put("batch", Json.numberOrWord(batch()));
        described.put("average", average());
        described.put("clip", clip == null ? NONE : clip);
        described.put("earlyStopping", patience == null ? NONE : patience);
        described.put("epochs", epochs());
    }
}
