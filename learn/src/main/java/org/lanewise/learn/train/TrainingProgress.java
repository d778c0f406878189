package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/** What a training knows between two steps besides the parameters, and its form as a {@link TrainingState}. */
final class TrainingProgress {

    private static final String OPTIMIZER = "optimizer.";

    /** Layers' names: the one that scores has no prefix, as where it is the only one. */
    private static final String HIDDEN = "hidden.";

    private static final String WEIGHTS = "weights";
    private static final String BIAS = "bias";

    private final TrainingSettings settings;

    /** The optimizer's vectors. */
    final float[][] memory;

    /** The averaged parameters, and the best ones; unused where nothing is averaged or validated. */
    final float[] average;

    final float[] best;

    int epoch;
    long step;
    long stepOfEpoch;
    long averagedSteps;
    int bestEpoch = -1;
    double bestAccuracy = Double.NaN;
    long staleEpochs;

    private double lossOfEpoch;
    private long imagesOfEpoch;
    private double lastLoss = Double.NaN;

    TrainingProgress(TrainingSettings settings, int parameters) {
        this.settings = settings;
        memory = new float[settings.descent().optimizer().memory().size()][parameters];
        average = new float[settings.descent().averaging() == null ? 0 : parameters];
        best = new float[settings.stopping().early() == null ? 0 : parameters];
    }

    void count(double loss, int images) {
        step++;
        stepOfEpoch++;
        lossOfEpoch += loss * images;
        imagesOfEpoch += images;
    }

    /** Mean loss of the present epoch, or of the last one if none of its steps was made. */
    double meanLoss() {
        return imagesOfEpoch == 0 ? lastLoss : lossOfEpoch / imagesOfEpoch;
    }

    /** Compares with the best epoch; improvements smaller than asked for do not count. */
    void judge(double accuracy, float[] parameters) {
        EarlyStopping rule = settings.stopping().early();
        double needed = bestEpoch < 0 ? Double.NEGATIVE_INFINITY : bestAccuracy + (rule == null ? 0 : rule.minDelta());
        if (accuracy > needed) {
            bestEpoch = epoch;
            bestAccuracy = accuracy;
            staleEpochs = 0;
            System.arraycopy(parameters, 0, best, 0, best.length);
        } else {
            staleEpochs++;
        }
    }

    void nextEpoch() {
        lastLoss = meanLoss();
        epoch++;
        stepOfEpoch = 0;
        lossOfEpoch = 0;
        imagesOfEpoch = 0;
    }

    TrainingResult result(TrainingResult.Reason reason) {
        int begun = epoch + (stepOfEpoch > 0 ? 1 : 0);
        return new TrainingResult(reason, begun, step, meanLoss(), bestEpoch, bestAccuracy);
    }

    TrainingState state(Arena arena, Layers layers, float[] parameters) {
        Layers copy = layers.allocateAlike(arena);
        copy.store(parameters);
        Map<String, FloatMatrix> matrices = new HashMap<>();
        for (LinearModel model : copy.models()) {
            String prefix = model == copy.last() ? "" : HIDDEN;
            matrices.put(prefix + WEIGHTS, model.weights());
            matrices.put(prefix + BIAS, model.bias());
        }
        List<String> names = settings.descent().optimizer().memory();
        for (int i = 0; i < names.size(); i++) {
            matrices.put(OPTIMIZER + names.get(i), row(arena, memory[i]));
        }
        if (average.length > 0) {
            matrices.put("average", row(arena, average));
        }
        if (best.length > 0) {
            matrices.put("best", row(arena, best));
        }
        return new TrainingState(matrices, counters());
    }

    private static FloatMatrix row(Arena arena, float[] vector) {
        return FloatMatrix.copyOf(arena, 1, vector.length, vector);
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = new HashMap<>(identity());
        counters.put("epoch", (long) epoch);
        counters.put("step", step);
        counters.put("stepOfEpoch", stepOfEpoch);
        counters.put("averagedSteps", averagedSteps);
        counters.put("bestEpoch", (long) bestEpoch);
        counters.put("bestAccuracy", Double.doubleToRawLongBits(bestAccuracy));
        counters.put("staleEpochs", staleEpochs);
        counters.put("lossOfEpoch", Double.doubleToRawLongBits(lossOfEpoch));
        counters.put("imagesOfEpoch", imagesOfEpoch);
        counters.put("lastLoss", Double.doubleToRawLongBits(lastLoss));
        return counters;
    }

    /** What must be the same when a training is continued. */
    private Map<String, Long> identity() {
        return Map.of(
                "seed", settings.data().seed(),
                "batchSize", (long) settings.data().batchSize(),
                "images", (long) settings.data().training().size());
    }

    void restore(TrainingState state, Layers layers, float[] parameters, int stepsOfEpoch) {
        identity().forEach((name, value) -> {
            if (counter(state, name) != value) {
                throw new IllegalArgumentException("The training to continue had " + name + " " + counter(state, name)
                        + ", but this one has " + value + "; use the same.");
            }
        });
        Layers saved = new Layers(layers.models().stream()
                .map(model -> saved(state, model == layers.last() ? "" : HIDDEN, model))
                .toList());
        List<String> names = settings.descent().optimizer().memory();
        for (int i = 0; i < names.size(); i++) {
            restoreRow(state, OPTIMIZER + names.get(i), memory[i]);
        }
        restoreRow(state, "average", average);
        restoreRow(state, "best", best);
        saved.load(parameters);
        epoch = (int) counter(state, "epoch", 0, Integer.MAX_VALUE);
        step = counter(state, "step", 0, Long.MAX_VALUE);
        stepOfEpoch = counter(state, "stepOfEpoch", 0, stepsOfEpoch);
        averagedSteps = counter(state, "averagedSteps", 0, average.length > 0 ? step : 0);
        bestEpoch = (int) counter(state, "bestEpoch", -1, epoch);
        bestAccuracy = Double.longBitsToDouble(counter(state, "bestAccuracy"));
        staleEpochs = counter(state, "staleEpochs", 0, epoch);
        lossOfEpoch = Double.longBitsToDouble(counter(state, "lossOfEpoch"));
        imagesOfEpoch =
                counter(state, "imagesOfEpoch", 0, settings.data().training().size());
        lastLoss = Double.longBitsToDouble(counter(state, "lastLoss"));
    }

    private static LinearModel saved(TrainingState state, String prefix, LinearModel model) {
        return new LinearModel(
                matrix(state, prefix + WEIGHTS, model.classes(), model.features()),
                matrix(state, prefix + BIAS, model.classes(), 1));
    }

    private static long counter(TrainingState state, String name) {
        Long value = state.counters().get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The training to continue lacks the counter " + name + "; it was saved by something else.");
        }
        return value;
    }

    private static long counter(TrainingState state, String name, long least, long most) {
        long value = counter(state, name);
        if (value < least || value > most) {
            throw new IllegalArgumentException("The counter " + name + " of the training to continue must be " + least
                    + " to " + most + ", but is " + value + "; the state is damaged.");
        }
        return value;
    }

    private static FloatMatrix matrix(TrainingState state, String name, int rows, int columns) {
        FloatMatrix matrix = state.matrices().get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("The training to continue lacks the matrix " + name
                    + "; it was saved with another optimizer or other settings.");
        }
        if (matrix.rows() != rows || matrix.columns() != columns) {
            throw new IllegalArgumentException("The matrix " + name + " of the training to continue is "
                    + matrix.shape() + ", but must be " + rows + " x " + columns + " here.");
        }
        return matrix;
    }

    private static void restoreRow(TrainingState state, String name, float[] vector) {
        if (vector.length > 0) {
            matrix(state, name, 1, vector.length).copyTo(vector);
        }
    }
}
