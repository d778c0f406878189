package org.lanewise.cli.problem;

import org.lanewise.datasets.Dataset;

/**
 * What commands call the examples of a set: images if they are. Made-up ones are called so wherever they are
 * mentioned, because a line or a picture may be all that someone sees of a run.
 */
public final class SetName {

    private static final String MADE_UP = "synthetic ";

    private final boolean isSynthetic;
    private final String noun;

    private SetName(boolean isSynthetic, String noun) {
        this.isSynthetic = isSynthetic;
        this.noun = noun;
    }

    /**
     * The names for a set.
     *
     * @param dataset the set; null for none, of which nothing is made up
     * @return its names
     */
    public static SetName of(Dataset dataset) {
        return dataset == null ? new SetName(false, "examples") : new SetName(dataset.isSynthetic(), dataset.noun());
    }

    /** {@return what the set's examples are called: images or examples} */
    public String noun() {
        return noun;
    }

    /** {@return what one of them is called: image or example} */
    public String one() {
        return noun.substring(0, noun.length() - 1);
    }

    /** {@return such as {@code synthetic images}, or {@code examples}} */
    public String examples() {
        return of(noun);
    }

    /**
     * What a part of them is called.
     *
     * @param part such as {@code training}
     * @return such as {@code synthetic training images}, or {@code training examples}
     */
    public String examples(String part) {
        return of(part + " " + noun);
    }

    /**
     * A noun for the set's examples or a part of them.
     *
     * @param noun such as {@code test set}
     * @return such as {@code synthetic test set}, or the noun as it is
     */
    public String of(String noun) {
        return isSynthetic ? MADE_UP + noun : noun;
    }

    /**
     * The same at the beginning of a sentence.
     *
     * @param noun such as {@code test set}
     * @return such as {@code Synthetic test set}, or {@code Test set}
     */
    public String atBeginning(String noun) {
        String name = of(noun);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /**
     * A picture's title.
     *
     * @param title what the picture shows
     * @return the title, and that the images are made up if they are
     */
    public String title(String title) {
        return isSynthetic ? title + " (" + MADE_UP + "set)" : title;
    }
}
