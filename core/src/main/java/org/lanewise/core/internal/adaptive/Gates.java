package org.lanewise.core.internal.adaptive;

import org.lanewise.core.kernels.Kernels;

/** All gates of a VM, found by the number of their {@link Shape} without a lock and without garbage. */
final class Gates {

    /** Keys and gates side by side, at most half full; never changed. */
    private record Table(long[] keys, Gate[] gates) {

        static Table ofSize(int size) {
            return new Table(new long[size], new Gate[size]);
        }

        int slot(long key) {
            int mask = keys.length - 1;
            int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
            while (gates[slot] != null && keys[slot] != key) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        Gate find(long key) {
            return gates[slot(key)];
        }

        Table with(long key, Gate gate, int size) {
            Table copy = ofSize(2 * (size + 1) > keys.length ? 2 * keys.length : keys.length);
            for (int i = 0; i < keys.length; i++) {
                if (gates[i] != null) {
                    copy.put(keys[i], gates[i]);
                }
            }
            copy.put(key, gate);
            return copy;
        }

        private void put(long key, Gate gate) {
            int slot = slot(key);
            keys[slot] = key;
            gates[slot] = gate;
        }
    }

    /** Gates at most: calls of so many different shapes share one gate per kind. */
    private static final int MOST = 1000;

    private volatile Table table = Table.ofSize(64);
    private final Gate[] ofKinds = new Gate[Kind.values().length];
    private volatile int size;
    private volatile boolean isWarm;

    /** For each kind, what the plain loops took per unit of work where a gate was settled; 0 before. */
    private final double[] usualRates = new double[Kind.values().length];

    Gate find(long key) {
        return table.find(key);
    }

    /** Adds a gate, which may open at once. */
    Gate add(long key, Kernels fast) {
        Shape shape = Shape.of(key);
        Gate shared = size == MOST ? ofKinds[shape.kind().ordinal()] : null;
        if (shared != null) {
            return shared;
        }
        Gate gate = new Gate(shape.kind(), () -> SmallProblems.of(shape));
        double usual = usualRates[shape.kind().ordinal()];
        if (isWarm) {
            gate.open();
        } else if (usual > 0) {
            gate.tryAtOnce(fast, usual);
        }
        return insert(key, gate);
    }

    private synchronized Gate insert(long key, Gate gate) {
        Gate before = table.find(key);
        if (before != null) {
            return before;
        }
        if (size == MOST) {
            int kind = gate.kind().ordinal();
            ofKinds[kind] = ofKinds[kind] == null ? gate : ofKinds[kind];
            return ofKinds[kind];
        }
        table = table.with(key, gate, size);
        size = size + 1;
        return gate;
    }

    /** Everything was warmed up: gates that are there open, and others as they come. */
    synchronized void allOpen() {
        isWarm = true;
        for (Gate gate : table.gates()) {
            if (gate != null) {
                gate.open();
            }
        }
    }

    /** A gate was settled. */
    void settled(Gate gate) {
        int kind = gate.kind().ordinal();
        usualRates[kind] = Math.max(usualRates[kind], gate.plainRate());
    }
}
