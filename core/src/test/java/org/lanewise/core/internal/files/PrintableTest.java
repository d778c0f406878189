package org.lanewise.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-kernels")
class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "airplane",
                "a \"b\" \\ c",
                "avi\u00f3n",
                "\u98db\u6a5f",
                "\ud83d\udc31",
                "\u0645\u06cc\u200c\u062e",
                "\ud83d\udc69\u200d\ud83d\ude80",
            })
    void whatIsVisibleStays(String text) {
        assertEquals(text, Printable.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1b, escape",
        "07, bell",
        "0a, line feed",
        "0d, carriage return",
        "09, tab",
        "00, null",
        "7f, delete",
        "85, next line",
        "9b, control sequence introducer",
        "ad, soft hyphen",
        "200b, zero-width space",
        "200f, right-to-left mark",
        "2028, line separator",
        "2029, paragraph separator",
        "202e, right-to-left override",
        "2066, left-to-right isolate",
        "feff, byte order mark",
        "d800, half of a character",
    })
    void whatIsNotIsWrittenOut(String hex, String what) {
        int character = Integer.parseInt(hex, 16);
        assertFalse(Printable.is(character), what);
        String escaped = "\\u" + "0".repeat(4 - hex.length()) + hex;
        assertEquals("a" + escaped + "b", Printable.of("a" + Character.toString(character) + "b"), what);
    }

    @Test
    void aCharacterBeyond16BitsIsWrittenAsTwo() {
        assertEquals("\\udb40\\udc01", Printable.of(Character.toString(0xE0001)));
    }

    @Test
    void twiceIsOnce() {
        String once = Printable.of("\u001b[31mred\n");
        assertEquals("\\u001b[31mred\\u000a", once);
        assertEquals(once, Printable.of(once));
    }

    @Test
    void aLongTextIsCutBeforeItIsWrittenOut() {
        assertEquals("ab...", Printable.of("abc", 2));
        assertEquals("abc", Printable.of("abc", 3));
        assertEquals("\\u001b...", Printable.of("\u001b".repeat(3), 1));
    }

    @Test
    void whatIsLeftHasNoControlCharacterOfAnyKind() {
        StringBuilder all = new StringBuilder();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            all.appendCodePoint(character);
        }
        String clean = Printable.of(all.toString());
        assertTrue(clean.codePoints().noneMatch(Character::isISOControl));
        assertTrue(clean.codePoints().allMatch(Printable::is));
        assertEquals(1, clean.lines().count());
    }
}
