package org.lanewise.trials.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils inputs as disks, other tools and enemies do. The same seed gives the same inputs. */
final class Mutator {

    private static final int LONGEST = 1 << 16;
    private static final int[] NUMBERS = {
        0,
        1,
        -1,
        9,
        10,
        19,
        20,
        99,
        100,
        127,
        128,
        255,
        256,
        3072,
        3073,
        3074,
        65535,
        65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };
    private static final List<String> WORDS = List.of(
            "0",
            "-1",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "99999999999999999999",
            "1e999",
            "NaN",
            "../../x",
            "/",
            "\0",
            "\n",
            "",
            "{",
            "}",
            "(",
            ",",
            "'",
            "\u20ac",
            "\ud83d\ude00",
            "True");

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    Mutator(SplittableRandom random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    byte[] next() {
        byte[] input = pick();
        for (int i = 1 + random.nextInt(random.nextBoolean() ? 1 : 6); i > 0; i--) {
            input = mutate(input);
        }
        return input.length <= LONGEST ? input : Arrays.copyOf(input, LONGEST);
    }

    private byte[] pick() {
        return corpus.get(random.nextInt(corpus.size())).clone();
    }

    private byte[] mutate(byte[] input) {
        int at = position(input.length);
        int length = Math.min(input.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 4000 : 20));
        return switch (random.nextInt(10)) {
            case 0 -> bit(input, at);
            case 1 -> replace(input, at, Math.min(1, length), new byte[] {(byte) random.nextInt()});
            case 2 -> replace(input, at, Math.min(Integer.BYTES, length), number());
            case 3 -> Arrays.copyOf(input, at);
            case 4 -> replace(input, at, length, new byte[0]);
            case 5 -> replace(input, at, 0, Arrays.copyOfRange(input, at, at + length));
            case 6 -> splice(input, at);
            case 7 -> replace(input, at, length, word());
            case 8 -> digits(input, at);
            default -> replace(input, input.length, 0, noise());
        };
    }

    /** Often near the beginning, where headers are. */
    private int position(int length) {
        int bound = random.nextBoolean() ? Math.min(length, 200) : length;
        return random.nextInt(bound + 1);
    }

    private byte[] bit(byte[] input, int at) {
        if (at < input.length) {
            input[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return input;
    }

    private byte[] number() {
        ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return ByteBuffer.allocate(Integer.BYTES)
                .order(order)
                .putInt(NUMBERS[random.nextInt(NUMBERS.length)])
                .array();
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(random.nextInt(3) == 0 ? 4000 : 20)];
        random.nextBytes(noise);
        return noise;
    }

    /** The first number in text at or after a place becomes another. */
    private byte[] digits(byte[] input, int at) {
        int from = at;
        while (from < input.length && !Character.isDigit(input[from])) {
            from++;
        }
        int to = from;
        while (to < input.length && Character.isDigit(input[to])) {
            to++;
        }
        return from == input.length ? input : replace(input, from, to - from, word());
    }

    private byte[] splice(byte[] input, int at) {
        byte[] other = pick();
        int from = position(other.length);
        return replace(input, at, input.length - at, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] replace(byte[] input, int at, int length, byte[] by) {
        return ByteBuffer.allocate(input.length - length + by.length)
                .put(input, 0, at)
                .put(by)
                .put(input, at + length, input.length - at - length)
                .array();
    }
}
