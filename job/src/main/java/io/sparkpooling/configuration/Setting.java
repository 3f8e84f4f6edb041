package io.sparkpooling.configuration;

import java.util.List;
import java.util.function.Function;

/**
 * One thing that users can say about a job. The same word is an option ({@code --save-mode}), a Spark key
 * ({@code spark.pooling.save-mode}) and a YAML key, so that whoever knows one of the three knows all.
 *
 * @param word the word, such as {@code save-mode}
 * @param placeholder what stands for the value in documents, such as {@code MODE}
 * @param kind how many values there are, and of which form
 * @param defaults the values where nothing is said; empty: there is no default
 * @param changesBytes whether output files depend on it: such settings are part of a run's key
 * @param description for users, one or two sentences
 * @param parser reads the values; fails with a message for the user
 * @param texts the values in a configuration, as {@code parser} reads them
 */
public record Setting<T>(
        String word,
        String placeholder,
        Kind kind,
        List<String> defaults,
        boolean changesBytes,
        String description,
        Function<List<String>, T> parser,
        Function<JobConfiguration, List<String>> texts) {

    /** The form of a setting's values. */
    public enum Kind {
        /** One value. */
        ONE,
        /** Any number of values. */
        LIST,
        /** For each column at most one value: {@code COL=VALUE}, in YAML a mapping. */
        BY_COLUMN,
        /** True or false; on the command line the option alone means true. */
        FLAG
    }

    /** The prefix of every Spark key. */
    public static final String SPARK_PREFIX = "spark.pooling.";

    public Setting {
        defaults = List.copyOf(defaults);
    }

    /** The command line option: {@code --save-mode}. */
    public String option() {
        return "--" + word;
    }

    /** The key in Spark's configuration: {@code spark.pooling.save-mode}. */
    public String sparkKey() {
        return SPARK_PREFIX + word;
    }

    @Override
    public String toString() {
        return word;
    }
}
