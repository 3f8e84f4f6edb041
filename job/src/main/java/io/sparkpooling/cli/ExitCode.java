package io.sparkpooling.cli;

/**
 * How a command ended, for scripts and schedulers. Apart from 0 none is a code that Spark, the JVM or a shell uses itself (1, 2, 3, 11,
 * 50 to 52, 101, 124 to 127, 128 and more), so that each of these says what it says.
 */
public enum ExitCode {
    DONE(0, "Done", "Nothing: the dataset is complete."),
    DONE_WITH_REJECTS(
            10,
            "Done; some rows were rejected, no more than max-reject-fraction allows",
            "Look at the report: it says which rows and why."),
    TOO_MANY_REJECTS(
            20,
            "Too many rows were rejected; nothing was published",
            "Mend the input, or allow more with max-reject-fraction."),
    INVALID(
            30,
            "Invalid arguments or configuration; nothing was touched",
            "The message says what is wrong and the rule."),
    CONFLICT(
            40,
            "A conflict: the output exists, another run published meanwhile, or the input changed; nothing was published. Of verify: the input is not what was pooled",
            "Choose another output or save-mode, or run again."),
    UNKNOWN_OUTCOME(
            45,
            "Whether the dataset was published is unknown; nothing was deleted",
            "Run the same command again: it finds out and goes on."),
    STORAGE(
            60,
            "Storage or environment failed: disk full, no permission, unreadable input, no Java; nothing was published. Of verify: the output was changed after it was published",
            "Mend what the message names and run the same command again: finished work is kept."),
    DEFECT(
            70,
            "A defect of spark-pooling; nothing was published. Of verify: values are not what pooling gives",
            "Please report it with the output of --verbose.");

    private final int code;
    private final String meaning;
    private final String remedy;

    ExitCode(int code, String meaning, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** What the process ends with. */
    public int code() {
        return code;
    }

    /** What happened. */
    public String meaning() {
        return meaning;
    }

    /** What the user can do. */
    public String remedy() {
        return remedy;
    }
}
