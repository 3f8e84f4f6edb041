package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

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
 * @param fidelity what a sample of the tensors kept
 * @param pictures some channels of the first rows
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
        List<UncoveredBorder> uncovered,
        Fidelity fidelity,
        List<Picture> pictures)
        implements Serializable {

    public TensorReport {
        uncovered = List.copyOf(uncovered);
        pictures = List.copyOf(pictures);
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
                uncovered,
                fidelity.mergedWith(other.fidelity),
                Stream.concat(pictures.stream(), other.pictures.stream()).toList());
    }
}
