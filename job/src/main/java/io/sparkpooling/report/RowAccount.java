package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * Where every input row went. A run publishes only what {@linkplain #balanced() balances}.
 *
 * @param input the rows of all input files by their footers
 * @param pooled rows in the output
 * @param nulled of these, rows that have a bad tensor written as null
 * @param rejected rows in the rejects
 * @param inRejectedFiles rows of files that were rejected whole
 */
@JsonIgnoreProperties(value = "balanced", allowGetters = true)
public record RowAccount(long input, long pooled, long nulled, long rejected, long inRejectedFiles)
        implements Serializable {

    /** Whether input = pooled + rejected + rows of rejected files. */
    @JsonProperty
    public boolean balanced() {
        return input == pooled + rejected + inRejectedFiles;
    }
}
