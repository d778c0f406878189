package org.lanewise.datasets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Zip files as numpy writes them beyond 4 GiB: all lengths and places are in fields of 64 bits. */
final class WideArchive {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream central = new ByteArrayOutputStream();
    private int entries;

    private WideArchive() {}

    /** Names and contents in turn. */
    static byte[] of(Object... namesAndContents) {
        WideArchive archive = new WideArchive();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            archive.add(namesAndContents[i] + ".npy", (byte[]) namesAndContents[i + 1]);
        }
        return archive.end();
    }

    private void add(String name, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        long place = out.size();
        ByteBuffer local = buffer(30 + text.length + 20);
        local.putInt(0x04034b50)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0x00210000)
                .putInt((int) checksum.getValue());
        local.putInt(-1)
                .putInt(-1)
                .putShort((short) text.length)
                .putShort((short) 20)
                .put(text);
        local.putShort((short) 1).putShort((short) 16).putLong(content.length).putLong(content.length);
        out.writeBytes(local.array());
        out.writeBytes(content);

        ByteBuffer entry = buffer(46 + text.length + 4 + 24);
        entry.putInt(0x02014b50)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0x00210000);
        entry.putInt((int) checksum.getValue()).putInt(-1).putInt(-1);
        entry.putShort((short) text.length)
                .putShort((short) 28)
                .putShort((short) 0)
                .putShort((short) 0);
        entry.putShort((short) 0).putInt(0).putInt(-1).put(text);
        entry.putShort((short) 1).putShort((short) 24);
        entry.putLong(content.length).putLong(content.length).putLong(place);
        central.writeBytes(entry.array());
        entries++;
    }

    private byte[] end() {
        long from = out.size();
        out.writeBytes(central.toByteArray());
        ByteBuffer end = buffer(56 + 20 + 22);
        end.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        end.putLong(entries).putLong(entries).putLong(central.size()).putLong(from);
        end.putInt(0x07064b50).putInt(0).putLong(from + central.size()).putInt(1);
        end.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
