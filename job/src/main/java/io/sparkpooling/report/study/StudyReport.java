package io.sparkpooling.report.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sparkpooling.report.ReportJson;
import java.util.List;

/**
 * Several poolings of one sample. All of it but the times is a function of the input and the options.
 *
 * @param schemaVersion the version of this record's form
 * @param version our version
 * @param input the input paths
 * @param files the input files that can be read
 * @param rows of these files
 * @param sampledRows how many of them were looked at
 * @param shifts the largest shift in elements
 * @param poolings in the order in which they were asked for
 * @param notes what a user should know
 */
public record StudyReport(
        int schemaVersion,
        String version,
        List<String> input,
        long files,
        long rows,
        long sampledRows,
        int shifts,
        List<PoolingStudy> poolings,
        List<String> notes) {

    /** The version of the form that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    public StudyReport {
        input = List.copyOf(input);
        poolings = List.copyOf(poolings);
        notes = List.copyOf(notes);
    }

    /** The poolings that could be computed. */
    public List<PoolingStudy> computed() {
        return poolings.stream().filter(PoolingStudy::worked).toList();
    }

    /** As indented JSON, numbers as in the report's, with a line break at its end. */
    public String json() {
        try {
            return ReportJson.mapper().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the study as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
