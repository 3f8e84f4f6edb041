package io.sparkpooling.job.study;

/** Is told how far a study is, row after row. */
@FunctionalInterface
public interface StudyProgress {
    /** For whoever does not want to know. */
    StudyProgress NONE = (rows, of) -> {};

    /** So many of the sampled rows were looked at. */
    void lookedAt(long rows, long of);
}
