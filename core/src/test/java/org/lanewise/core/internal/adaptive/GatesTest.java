package org.lanewise.core.internal.adaptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

@Tag("any-kernels")
class GatesTest {

    private final Kernels kernels = Kernels.scalar();
    private final Gates gates = new Gates();

    private static long key(int m) {
        return Shape.key(Kind.MATMUL, 0, m % 1000, m / 1000, 3);
    }

    @Test
    void eachShapeHasAGateOfItsOwn() {
        assertNull(gates.find(key(1)));
        Gate one = gates.add(key(1), kernels);
        Gate other = gates.add(key(2), kernels);
        assertNotSame(one, other);
        assertSame(one, gates.find(key(1)));
        assertSame(one, gates.add(key(1), kernels));
        assertSame(other, gates.find(key(2)));
    }

    @Test
    void manyShapesShareOneGatePerKind() {
        Set<Gate> different = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 5000; i++) {
            different.add(gates.add(key(i), kernels));
        }
        assertEquals(1001, different.size());
        assertNotSame(
                gates.add(key(4999), kernels), gates.add(Shape.key(Kind.DOT, 0, 0, 0, 9), kernels), "another kind");
        for (int i = 0; i < 1000; i++) {
            assertTrue(different.contains(gates.find(key(i))));
        }
    }

    @Test
    void afterAWarmUpGatesAreOpen() {
        Gate before = gates.add(key(1), kernels);
        gates.allOpen();
        assertTrue(before.isOpen());
        assertTrue(gates.add(key(2), kernels).isOpen());
    }
}
