package org.lanewise.learn.features;

import java.util.Arrays;

/**
 * Sums over the patches of a quadrant; where the number of patches is odd, those in the middle are of both sides, as mirroring wants
 * it. Of {@code max(x, 0)} they have {@code x + |x|}, which is exactly twice as much, and a form that C2 makes vectors of.
 */
final class QuadrantSums {

    /** What filters found above, and below; then what their mirror images did. */
    final float[] above;

    final float[] below;
    final float[] mirrorAbove;
    final float[] mirrorBelow;

    private final int fromRow;
    private final int toRow;
    private final int fromColumn;
    private final int toColumn;

    QuadrantSums(int down, int across, int quadrant, int pairs) {
        boolean isLower = quadrant >= 2;
        boolean isRight = quadrant % 2 == 1;
        fromRow = isLower ? down / 2 : 0;
        toRow = isLower ? down : (down + 1) / 2;
        fromColumn = isRight ? across / 2 : 0;
        toColumn = isRight ? across : (across + 1) / 2;
        above = new float[pairs];
        below = new float[pairs];
        mirrorAbove = new float[pairs];
        mirrorBelow = new float[pairs];
    }

    boolean contains(int y, int x) {
        return y >= fromRow && y < toRow && x >= fromColumn && x < toColumn;
    }

    void clear() {
        Arrays.fill(above, 0);
        Arrays.fill(below, 0);
        Arrays.fill(mirrorAbove, 0);
        Arrays.fill(mirrorBelow, 0);
    }

    /** Adds scores e + o, and e - o of mirror images, as far as they are beyond a threshold. */
    void addBeyond(float[] e, float[] o, int count, float threshold) {
        addBeyond(e, o, count, threshold, above, below, mirrorAbove, mirrorBelow);
    }

    private static void addBeyond(
            float[] e,
            float[] o,
            int count,
            float threshold,
            float[] above,
            float[] below,
            float[] mirrorAbove,
            float[] mirrorBelow) {
        for (int i = 0; i < count; i++) {
            float score = e[i] + o[i];
            float mirror = e[i] - o[i];
            float a = score - threshold;
            float b = -score - threshold;
            float c = mirror - threshold;
            float d = -mirror - threshold;
            above[i] += a + Math.abs(a);
            below[i] += b + Math.abs(b);
            mirrorAbove[i] += c + Math.abs(c);
            mirrorBelow[i] += d + Math.abs(d);
        }
    }

    /** Adds by how much distances of filters, and of their mirror images, are less than the mean. */
    void addNearer(float[] distances, float[] ofMirrors, int count, float mean) {
        addNearer(distances, count, mean, above);
        addNearer(ofMirrors, count, mean, mirrorAbove);
    }

    private static void addNearer(float[] distances, int count, float mean, float[] sums) {
        for (int i = 0; i < count; i++) {
            float nearer = mean - distances[i];
            sums[i] += nearer + Math.abs(nearer);
        }
    }
}
