package io.sparkpooling.job;

/** Told of a run's steps as they happen; called by one thread at a time. What it does about them is up to the caller. */
public interface Progress {

    /** Tells no one. */
    Progress NONE = new Progress() {};

    /** The plan stands. */
    default void planned(JobPlan plan) {}

    /** A unit is finished. */
    default void finished(RunCounts counts) {}

    /** Something that the user should know, though the run goes on. */
    default void note(String text) {}
}
