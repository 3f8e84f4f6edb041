package io.sparkpooling.report.study;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.Ratio;
import io.sparkpooling.report.RejectCount;
import java.util.List;

/**
 * What one pooling did to the sample.
 *
 * @param expression its canonical text
 * @param column what it reads
 * @param axes the names of the pooled axes
 * @param before the type of the tensors
 * @param after the type of the pooled tensors
 * @param tensors how many were pooled
 * @param bytesBefore of these tensors in memory
 * @param bytesAfter of all that they were pooled into
 * @param fidelity what was kept, by the report's formulas, and stability under a shift by one
 * @param motions how tensors and pooled tensors answered each motion; empty where the pooling reads other columns too, which would
 *     have to move along
 * @param kernel what computed it: what the job uses
 * @param secondsPerGigabyte the kernel's time for 10^9 bytes of tensors, on one core of this machine, the tensor in its cache: the one
 *     figure here that no other run repeats
 * @param skipped sampled rows that could not be pooled, by reason
 * @param failure why it could not be computed at all; empty where it could
 */
@JsonIgnoreProperties(value = "ratio", allowGetters = true)
public record PoolingStudy(
        String expression,
        String column,
        List<String> axes,
        String before,
        String after,
        long tensors,
        long bytesBefore,
        long bytesAfter,
        Fidelity fidelity,
        List<MotionResult> motions,
        String kernel,
        double secondsPerGigabyte,
        List<RejectCount> skipped,
        String failure) {

    public PoolingStudy {
        axes = List.copyOf(axes);
        motions = List.copyOf(motions);
        skipped = List.copyOf(skipped);
    }

    /** One that cannot be computed. */
    public static PoolingStudy failed(String expression, String column, String reason) {
        return new PoolingStudy(
                expression,
                column,
                List.of(),
                "",
                "",
                0,
                0,
                0,
                Fidelity.NONE,
                List.of(),
                "",
                Double.NaN,
                List.of(),
                reason);
    }

    /** Whether it could be computed. */
    public boolean worked() {
        return failure.isEmpty();
    }

    /** How many times smaller the pooled tensors are, in memory. */
    @JsonProperty
    public double ratio() {
        return Ratio.of(bytesBefore, bytesAfter);
    }

    /** What the tensors themselves are measured under: poolings with the same text share their figures before pooling. */
    public String ground() {
        return axes.isEmpty() ? column : column + " along " + String.join(", ", axes);
    }
}
