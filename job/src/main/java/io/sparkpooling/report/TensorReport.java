package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;
import java.util.List;

/**
 * One pooled tensor column: what it was, what it became, what was saved and what was kept. A task reports it for its unit,
 * the driver merges the units' in their order.
 *
 * @param column the input column
 * @param outputColumn the output column; the same name where the column is replaced
 * @param expression the pooling expression in its canonical form
 * @param operation such as {@code max_pool2d}
 * @param kernel the implementation that ran
 * @param uncovered borders that no window covers
 */
@JsonIgnoreProperties(
        value = {"logicalRatio", "storedRatio"},
        allowGetters = true)
public record TensorReport(
        String column,
        String outputColumn,
        String expression,
        String operation,
        String kernel,
        TensorSide before,
        TensorSide after,
        List<UncoveredBorder> uncovered)
        implements Serializable {

    public TensorReport {
        uncovered = List.copyOf(uncovered);
    }

    /** How many times smaller the tensors' elements are; NaN where nothing is left to compare with. */
    @JsonProperty
    public double logicalRatio() {
        return Ratio.of(before.logicalBytes(), after.logicalBytes());
    }

    /** How many times smaller the column is in its files. */
    @JsonProperty
    public double storedRatio() {
        return Ratio.of(before.storedBytes(), after.storedBytes());
    }

    /** This column in two units: sizes added, statistics merged, this one's first. */
    public TensorReport mergedWith(TensorReport other) {
        if (!outputColumn.equals(other.outputColumn) || !expression.equals(other.expression)) {
            throw new InvalidArgumentException("Cannot merge the reports of two columns: %s is %s, %s is %s"
                    .formatted(outputColumn, expression, other.outputColumn, other.expression));
        }
        return new TensorReport(
                column,
                outputColumn,
                expression,
                operation,
                kernel,
                before.mergedWith(other.before),
                after.mergedWith(other.after),
                uncovered);
    }
}
