package org.lanewise.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.SmokeRun;

/** The page of a real run of every case, as short as can be, in a real browser: two minutes. */
@Tag("long")
class SmokePageTest {

    @TempDir
    Path temporary;

    @Test
    void everyCaseIsMeasuredAndDrawn() throws Exception {
        Path page =
                SmokeRun.in(temporary, "/(simd|scalar|openblas|loader|peak)$").resolve("report.html");
        assumeTrue(Browser.find().isPresent(), BrowserTest.MISSING);
        Browser browser = new Browser(Browser.find().get());
        try {
            browser.open(page, 1280, 900);
            assertTrue(browser.number("document.querySelectorAll('[data-chart]').length") >= 9);
            assertEquals(List.of(), browser.undrawn(), "series without marks");
            browser.requireWholeOnPaper();
            assertEquals(List.of(), browser.complaints());
        } finally {
            browser.close();
        }
    }
}
