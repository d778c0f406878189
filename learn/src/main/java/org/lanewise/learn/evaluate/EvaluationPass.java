package org.lanewise.learn.evaluate;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.model.BlockSum;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.features.FeatureMap;

/** One pass over the images: threads take blocks of them; figures are added up afterwards, in the order of the images. */
final class EvaluationPass {

    /** Images of a block, at most. */
    private static final int BLOCK = 1024;

    /** Scores of a block, at most 16 MB where an image has no more: with many classes a block has fewer images. */
    private static final int BLOCK_SCORES = 1 << 22;

    /** Numbers that are kept for ROC AUC at most, 256 MB. Of more the images are scored again. */
    private static final long KEPT = 1L << 26;

    /** Parts of the pass at most: many more than threads, for balance. */
    private static final int PARTS = 1024;

    private final Kernels kernels;
    private final ScoreFunction function;
    private final Optional<FeatureMap> map;
    private final Loss loss;
    private final Examples data;
    private final int block;
    private final int[] labels;
    private final int[] predictions;
    private final int[] rankOf;
    private final double[] lossOf;
    private final float[] confidenceOf;
    private final double[] marginOf;
    private final int[] ranks;
    private final CalibrationTable.Counts confidences = new CalibrationTable.Counts();
    private final MarginTable.Counts margins;

    /** Of blocks, as all sums of losses, so that the place of the images does not change a bit. */
    private final BlockSum lossSum = new BlockSum(1, 0);

    /** The number of each image's own class, by which it is to be told from the rest; null without ROC AUC. */
    private float[] ownNumbers;

    private RocAuc rocAuc;

    private EvaluationPass(
            Kernels kernels, ScoreFunction function, Optional<FeatureMap> map, Loss loss, Examples data) {
        this.kernels = kernels;
        this.function = function;
        this.map = map;
        this.loss = Objects.requireNonNull(loss, "loss");
        this.data = data;
        int size = data.size();
        this.block = Math.min(size, Math.clamp(BLOCK_SCORES / function.classes(), 1, BLOCK));
        this.labels = new int[size];
        this.predictions = new int[size];
        this.rankOf = new int[size];
        this.lossOf = new double[size];
        this.confidenceOf = new float[size];
        this.ranks = new int[function.classes()];
        this.margins = loss instanceof MulticlassHinge hinge ? new MarginTable.Counts(hinge.margin()) : null;
        this.marginOf = new double[margins == null ? 0 : size];
    }

    /** A pass that is done. */
    static EvaluationPass of(
            Kernels kernels, ScoreFunction function, Optional<FeatureMap> map, Loss loss, Examples data) {
        EvaluationPass pass = new EvaluationPass(kernels, function, map, loss, data);
        try (Arena arena = Arena.ofShared()) {
            pass.judge(arena, null);
        }
        return pass;
    }

    /** The same with ROC AUC, for which numbers are kept as far as {@link #KEPT}. */
    static EvaluationPass withRocAuc(
            Kernels kernels, ScoreFunction function, Optional<FeatureMap> map, Loss loss, Examples data) {
        return withRocAuc(kernels, function, map, loss, data, KEPT);
    }

    static EvaluationPass withRocAuc(
            Kernels kernels,
            ScoreFunction function,
            Optional<FeatureMap> map,
            Loss loss,
            Examples data,
            long mostKept) {
        EvaluationPass pass = new EvaluationPass(kernels, function, map, loss, data);
        pass.ownNumbers = new float[data.size()];
        try (Arena arena = Arena.ofShared()) {
            boolean fits = (long) data.size() * function.classes() <= mostKept;
            FloatMatrix kept = fits ? FloatMatrix.allocate(arena, data.size(), function.classes()) : null;
            pass.judge(arena, kept);
            pass.rank(arena, kept);
        }
        return pass;
    }

    private void judge(Arena arena, FloatMatrix kept) {
        overBlocks(arena, (scratch, from) -> judge(from, scratch, kept));
        addLosses();
        for (int i = 0; i < labels.length; i++) {
            ranks[rankOf[i]]++;
            confidences.add(confidenceOf[i], predictions[i] == labels[i]);
            if (margins != null) {
                margins.add(marginOf[i]);
            }
        }
    }

    private void addLosses() {
        double sum = 0;
        for (int i = 0; i < lossOf.length; i++) {
            sum += lossOf[i];
            if ((i + 1) % BlockSum.EXAMPLES == 0 || i + 1 == lossOf.length) {
                lossSum.add(new double[] {sum});
                sum = 0;
            }
        }
    }

    /** Compares each image's number of a class with those of the images of that class. */
    private void rank(Arena arena, FloatMatrix kept) {
        RocAuc.Counts counts = new RocAuc.Counts(ranks.length, labels, ownNumbers);
        Queue<Scratch> used = overBlocks(arena, (scratch, from) -> {
            int count = Math.min(block, data.size() - from);
            FloatMatrix numbers = kept == null ? numbers(from, scratch) : kept.rows(from, from + count);
            for (int i = 0; i < count; i++) {
                counts.compare(numbers, i, labels[from + i], scratch.pairs);
            }
        });
        long[] pairs = new long[ranks.length];
        used.forEach(scratch -> {
            for (int k = 0; k < pairs.length; k++) {
                pairs[k] += scratch.pairs[k];
            }
        });
        rocAuc = counts.areas(pairs);
    }

    /** Runs a job for the first image of each block; returns the scratch of all threads. */
    private Queue<Scratch> overBlocks(Arena arena, ObjIntConsumer<Scratch> job) {
        int blocks = Math.ceilDiv(data.size(), block);
        int parts = Math.min(blocks, PARTS);
        Queue<Scratch> free = new ConcurrentLinkedQueue<>();
        kernels.share(parts, part -> {
            Scratch scratch = Objects.requireNonNullElseGet(free.poll(), () -> new Scratch(arena));
            int end = (int) ((long) blocks * (part + 1) / parts);
            for (int number = (int) ((long) blocks * part / parts); number < end; number++) {
                job.accept(scratch, number * block);
            }
            free.add(scratch);
        });
        return free;
    }

    /** What a thread needs for a block. */
    private final class Scratch {

        final ImageScores scorer;
        final FloatMatrix scores;
        final int[] labels = new int[block];
        final double[] losses = new double[block];
        final long[] pairs = new long[ownNumbers == null ? 0 : ranks.length];

        Scratch(Arena arena) {
            scorer = new ImageScores(arena, kernels, function, map, block);
            scores = FloatMatrix.allocate(arena, block, function.classes());
        }
    }

    private FloatMatrix scores(int from, Scratch scratch) {
        int count = Math.min(block, data.size() - from);
        FloatMatrix scores = scratch.scores.rows(0, count);
        scratch.scorer.scores(data.features().rows(from, from + count), scores);
        return scores;
    }

    /** What classes are told from the rest by: probabilities, or the scores of a hinge. */
    private FloatMatrix numbers(int from, Scratch scratch) {
        FloatMatrix scores = scores(from, scratch);
        if (margins == null) {
            kernels.softmax(scores, scores);
        }
        return scores;
    }

    private void judge(int from, Scratch scratch, FloatMatrix kept) {
        FloatMatrix scores = scores(from, scratch);
        int count = scores.rows();
        for (int i = 0; i < count; i++) {
            labels[from + i] = data.label(from + i);
            scratch.labels[i] = labels[from + i];
        }
        kernels.losses(loss, scores, scratch.labels, scratch.losses);
        System.arraycopy(scratch.losses, 0, lossOf, from, count);
        for (int i = 0; i < count; i++) {
            int label = scratch.labels[i];
            rankOf[from + i] = rank(scores, i, label);
            predictions[from + i] = Classifier.best(scores, i);
            if (margins != null) {
                marginOf[from + i] = margin(scores, i, label);
            }
        }
        if (margins != null) {
            keep(scores, from, kept);
        }
        kernels.softmax(scores, scores);
        for (int i = 0; i < count; i++) {
            confidenceOf[from + i] = scores.get(i, predictions[from + i]);
        }
        if (margins == null) {
            keep(scores, from, kept);
        }
    }

    private void keep(FloatMatrix numbers, int from, FloatMatrix kept) {
        if (ownNumbers == null) {
            return;
        }
        for (int i = 0; i < numbers.rows(); i++) {
            ownNumbers[from + i] = numbers.get(i, labels[from + i]);
        }
        if (kept != null) {
            kept.rows(from, from + numbers.rows()).copyFrom(numbers);
        }
    }

    /** How many classes come before the correct one. */
    private static int rank(FloatMatrix scores, int row, int label) {
        float correct = scores.get(row, label);
        int rank = 0;
        for (int k = 0; k < scores.columns(); k++) {
            float score = scores.get(row, k);
            boolean before = k < label ? !Scorer.beats(correct, score) : Scorer.beats(score, correct);
            rank += k != label && before ? 1 : 0;
        }
        return rank;
    }

    private static double margin(FloatMatrix scores, int row, int label) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.columns(); k++) {
            highest = k == label ? highest : Math.max(highest, scores.get(row, k));
        }
        return scores.get(row, label) - highest;
    }

    double lossSum() {
        return lossSum.total(0);
    }

    /** How many images have their correct class at each rank. */
    int[] ranks() {
        return ranks;
    }

    int[] labels() {
        return labels;
    }

    int[] predictions() {
        return predictions;
    }

    CalibrationTable calibration() {
        return confidences.table();
    }

    /** Null unless the loss is a hinge. */
    MarginTable margins() {
        return margins == null ? null : margins.table();
    }

    /** How sure each answer is, as {@link Evaluation.Mistake} says; means something of wrong answers alone. */
    float[] certainties() {
        if (margins == null) {
            return confidenceOf;
        }
        float[] leads = new float[marginOf.length];
        for (int i = 0; i < leads.length; i++) {
            leads[i] = -(float) marginOf[i];
        }
        return leads;
    }

    /** Null if it was not asked for. */
    RocAuc rocAuc() {
        return rocAuc;
    }
}
