package io.sparkpooling.configuration;

/** What happens to a row whose tensor cannot be pooled, such as one whose length does not match its shape. */
public enum OnBadRow {
    /** The run fails and publishes nothing. */
    FAIL,
    /** The row goes to the rejects, with its file, number and reason. */
    REJECT,
    /** The row stays, its tensor becomes null. */
    NULL;

    /** The rule of that word. */
    public static OnBadRow named(String word) {
        return Words.constant(Settings.ON_BAD_ROW, word, values());
    }

    /** The word that users write and read: {@code reject}. */
    public String word() {
        return Words.of(this);
    }
}
