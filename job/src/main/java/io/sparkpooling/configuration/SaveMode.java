package io.sparkpooling.configuration;

/** What happens when the output is already there, in the words of Spark's own writers. */
public enum SaveMode {
    /** The run ends with a conflict and touches nothing. */
    ERRORIFEXISTS,
    /** The new dataset takes the place of the old one, once it is complete. */
    OVERWRITE,
    /** Files of the input that the dataset does not hold yet are added to it. */
    APPEND;

    /** The mode of that word. */
    public static SaveMode named(String word) {
        return Words.constant(Settings.SAVE_MODE, word, values());
    }

    /** The word that users write and read: {@code errorifexists}. */
    public String word() {
        return Words.of(this);
    }
}
