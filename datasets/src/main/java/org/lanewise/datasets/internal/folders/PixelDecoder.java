package org.lanewise.datasets.internal.folders;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.PictureReading;
import org.lanewise.datasets.pictures.PictureFile;

/** Decodes pictures to bytes, channel after channel. Safe to share between threads. */
final class PixelDecoder {

    /** Red, green and blue, also of grey pictures. */
    static final int CHANNELS = 3;

    /** A time that no file has: what the system could not read is tried again the next time. */
    private static final long NEVER = Long.MIN_VALUE;

    private final int size;
    private final boolean crop;

    PixelDecoder(PictureReading how) {
        this.size = how.size();
        this.crop = how.isCropped();
    }

    /**
     * A picture that was decoded, or could not be.
     *
     * @param pixels its bytes, or null
     * @param entry what the index says about it
     */
    record Decoded(byte[] pixels, CacheIndex.Entry entry) {}

    int bytes() {
        return CHANNELS * size * size;
    }

    Decoded decode(Picture picture) {
        Picture.State state = picture.state();
        try {
            byte[] pixels = planes(PictureFile.read(picture.file(), size, crop));
            return new Decoded(pixels, new CacheIndex.Entry(state, CacheIndex.GOOD));
        } catch (DatasetException damaged) {
            return new Decoded(null, new CacheIndex.Entry(state, fault(picture, damaged.getMessage())));
        } catch (IOException unread) {
            Picture.State again = new Picture.State(state.name(), state.length(), NEVER);
            return new Decoded(null, new CacheIndex.Entry(again, fault(unread)));
        }
    }

    /** What is wrong, behind the name of the file; what is to be done is said once for all. */
    private static String fault(Picture picture, String sentence) {
        String file = picture.file().toString();
        String fault = sentence.startsWith(file) ? sentence.substring(file.length()) : " cannot be decoded";
        int advice = fault.lastIndexOf("; ");
        return advice < 0 ? fault : fault.substring(0, advice);
    }

    /** What the system says, also behind "which". */
    private static String fault(IOException unread) {
        return switch (unread) {
            case NoSuchFileException gone -> " is gone, or is a link that leads nowhere";
            case AccessDeniedException closed -> " this user may not read";
            default -> " cannot be read (" + unread.getMessage() + ")";
        };
    }

    private byte[] planes(int[] rgb) {
        byte[] planes = new byte[bytes()];
        for (int i = 0; i < rgb.length; i++) {
            planes[i] = (byte) (rgb[i] >> 16);
            planes[rgb.length + i] = (byte) (rgb[i] >> 8);
            planes[2 * rgb.length + i] = (byte) rgb[i];
        }
        return planes;
    }
}
