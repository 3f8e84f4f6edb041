package io.sparkpooling.job;

/** The ways in which a run ends without a dataset, as far as its user has to do something different about each. */
public enum Failure {
    /** More rows or files were bad than the user allows. */
    REJECTS,
    /** What was asked for cannot be done with this input. */
    INVALID,
    /** The output or the input is not what it was when the run began, or belongs to someone else. */
    CONFLICT,
    /** Storage or environment: disk full, permission, unreadable input. */
    STORAGE,
    /** A defect of ours. */
    DEFECT
}
