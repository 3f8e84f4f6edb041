package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * When the run happened and how fast it was.
 *
 * @param started as an ISO-8601 instant
 * @param finished as an ISO-8601 instant
 * @param elapsedMillis the time between the two
 * @param taskMillis the time of all tasks together
 * @param logicalBytes the bytes of the tensors that were read
 */
@JsonIgnoreProperties(value = "logicalBytesPerSecond", allowGetters = true)
public record RunTime(String started, String finished, long elapsedMillis, long taskMillis, long logicalBytes)
        implements Serializable {

    /** How many bytes of tensors were read in a second of elapsed time; NaN where the run took no time at all. */
    @JsonProperty
    public double logicalBytesPerSecond() {
        return elapsedMillis == 0 ? Double.NaN : logicalBytes * 1000.0 / elapsedMillis;
    }
}
