package org.lanewise.datasets.internal.base;

import java.lang.foreign.Arena;

/** The memory of an arena; any thread may free it. */
final class ArenaMemory implements Opened.Memory {

    private final Arena arena;

    ArenaMemory(Arena arena) {
        this.arena = arena;
    }

    @Override
    public synchronized void free() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
