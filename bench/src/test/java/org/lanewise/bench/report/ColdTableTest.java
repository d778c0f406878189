package org.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.bench.cold.ColdFigure;

class ColdTableTest {

    private final List<ColdFigure> figures =
            List.of(new ColdFigure("product, first call", "ms", List.of(50.0, 60.0, 90.0)));

    @Test
    void theMedianStandsBesideTheRange() {
        String text = ColdTable.of(figures);
        assertTrue(text.contains("in fresh VMs, 3 of them"), text);
        assertTrue(text.contains("product, first call    60.0   50.0 to 90.0    ms\n"), text);
        assertEquals("", ColdTable.of(List.of()));
    }

    @Test
    void programsReadEveryVm() {
        assertEquals("figure,unit,values\n\"product, first call\",ms,50 60 90\n", ColdTable.csv(figures));
    }
}
