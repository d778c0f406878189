package org.lanewise.datasets;

import java.nio.file.Path;
import java.util.Objects;
import org.lanewise.cifar.CifarFormat;

/**
 * How to read what the files do not say. Immutable; start with {@link #defaults()}:
 *
 * {@snippet :
 * Dataset.open(Path.of("flowers.csv"), Reading.defaults().withLabelColumn("species"));
 * }
 *
 * @param labelColumn the name of the column of a table that holds the labels; null for the one called {@code label},
 *     {@code class}, {@code target} or {@code y}, in this order and in any case, else the last
 * @param cifar the labels of a directory in CIFAR's layout; null for what is there, of CIFAR-100 the fine ones
 * @param pictures how folders of pictures are read
 */
public record Reading(String labelColumn, CifarFormat cifar, PictureReading pictures) {

    private static final Reading DEFAULTS = new Reading(null, null, PictureReading.DEFAULTS);

    /** Refuses null for the pictures. */
    public Reading {
        Objects.requireNonNull(pictures, "pictures");
    }

    /** {@return the reading of who says nothing} */
    public static Reading defaults() {
        return DEFAULTS;
    }

    /**
     * Names the column of the labels.
     *
     * @param name the name, as the header of the table has it; null for the usual ones
     * @return a copy with this column
     */
    public Reading withLabelColumn(String name) {
        return new Reading(name, cifar, pictures);
    }

    /**
     * Chooses between CIFAR's data sets and labels.
     *
     * @param format which; null for what is there
     * @return a copy with this choice
     */
    public Reading withCifar(CifarFormat format) {
        return new Reading(labelColumn, format, pictures);
    }

    /**
     * Chooses the size that pictures are scaled to, each pixel the mean of the area that it covers.
     *
     * @param size pixels of an edge, 1 to {@value PictureReading#MOST}; 32 if nothing is said
     * @return a copy with this size
     * @throws IllegalArgumentException if there is no such size
     */
    public Reading withPictureSize(int size) {
        return with(new PictureReading(
                size, pictures.isCropped(), pictures.cache(), pictures.skipsBad(), pictures.progress()));
    }

    /**
     * Chooses what to do with a picture that is not square.
     *
     * @param crop whether to crop it to the square in its middle; if not, it is squeezed
     * @return a copy with this choice
     */
    public Reading withCrop(boolean crop) {
        return with(
                new PictureReading(pictures.size(), crop, pictures.cache(), pictures.skipsBad(), pictures.progress()));
    }

    /**
     * Names the folder for decoded pictures, which are kept there and mapped. A picture is decoded again if its length or
     * the time of its last change is different. If nothing can be written there, pictures are decoded each time, into
     * memory off the heap.
     *
     * @param folder made if it is not there; null for {@code .lanewise-cache} in the directory of the data set
     * @return a copy with this folder
     */
    public Reading withCache(Path folder) {
        return with(new PictureReading(
                pictures.size(), pictures.isCropped(), folder, pictures.skipsBad(), pictures.progress()));
    }

    /**
     * Chooses what to do with pictures that cannot be decoded.
     *
     * @param skip whether to leave them out, and say so in {@link Dataset#notes()}; if not, the data set is refused
     * @return a copy with this choice
     */
    public Reading withSkipBad(boolean skip) {
        return with(
                new PictureReading(pictures.size(), pictures.isCropped(), pictures.cache(), skip, pictures.progress()));
    }

    /**
     * Reports how far the decoding of pictures is.
     *
     * @param progress is told; null for nobody
     * @return a copy that tells
     */
    public Reading withProgress(PictureReading.Progress progress) {
        return with(new PictureReading(
                pictures.size(), pictures.isCropped(), pictures.cache(), pictures.skipsBad(), progress));
    }

    private Reading with(PictureReading changed) {
        return new Reading(labelColumn, cifar, changed);
    }
}
