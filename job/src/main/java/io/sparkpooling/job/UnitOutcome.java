package io.sparkpooling.job;

import java.io.Serializable;

/**
 * What a task tells the driver. A failure that a retry cannot mend is a value, not an exception, so that Spark does not
 * repeat the task and the message reaches the user as it was written.
 */
sealed interface UnitOutcome extends Serializable {

    /** The unit's file lies in the staging folder, and its entry in the journal. */
    record Finished(UnitResult result) implements UnitOutcome {}

    /** The unit cannot be finished. */
    record Failed(Failure failure, String message) implements UnitOutcome {}
}
