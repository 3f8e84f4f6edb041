package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Fields;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.convention.Structure.Number;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Spark ML's vectors, known by their structure: {@code struct<type: int8, size: int32, indices: list<int32>, values:
 * list<float64>>}. Type 1 is dense, 0 sparse; written back dense. A vector has one axis; with {@code --shape} it is a tensor in
 * row-major order.
 */
final class SparkVector implements RowConvention {
    private static final Fields STRUCTURE = new Fields(List.of(
            new Structure.Field("type", new Number(ElementType.INT8)),
            new Structure.Field("size", new Number(ElementType.INT32)),
            new Structure.Field("indices", new Lists(ElementType.INT32, List.of(OptionalInt.empty()))),
            new Structure.Field("values", new Lists(ElementType.FLOAT64, List.of(OptionalInt.empty())))));
    private static final int SPARSE = 0;
    private static final int DENSE = 1;

    @Override
    public String name() {
        return "Spark ML vector";
    }

    @Override
    public Description description() {
        return new Description(
                "Spark ML: `struct<type, size, indices, values>`, dense or sparse",
                "each row, one axis; `--shape` gives more",
                "a dense vector");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && column.structure().equals(STRUCTURE);
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        return hints.shape().isPresent()
                ? new Recognition.Tensor(
                        this, TensorType.of(ElementType.FLOAT64, hints.shape().get()), List.of())
                : FirstRowType.of(this, column, ElementType.FLOAT64, hints);
    }

    @Override
    public Column store(Column source, TensorType type) {
        if (type.elementType() != ElementType.FLOAT64) {
            throw new InvalidArgumentException(
                    "Cannot store %s in column %s: the numbers of a Spark ML vector are float64"
                            .formatted(type.elementType(), source.name()));
        }
        return source;
    }

    @Override
    public RowForm form(Column column, TensorType type) {
        return new Form(type.shape());
    }

    private record Form(Shape stated) implements RowForm {
        @Override
        public TensorView read(RowParts row) {
            long kind = row.numbers("type").integer(0);
            double[] values;
            if (kind == DENSE) {
                Numbers dense = row.numbers("values");
                values = Arrays.copyOf((double[]) dense.carrier(), dense.count());
            } else if (kind == SPARSE) {
                values = sparse(row);
            } else {
                throw new InvalidTensorException("its type is %d (must be 0 or 1)".formatted(kind));
            }
            return new TensorView(TensorType.of(ElementType.FLOAT64, shape(values.length))).moveTo(values, 0);
        }

        private Shape shape(int length) {
            if (stated.rank() > 1 && stated.elementCount() != length) {
                throw new InvalidTensorException(
                        "%d values for shape %s (%d expected)".formatted(length, stated, stated.elementCount()));
            }
            return stated.rank() > 1 ? stated : Shape.of(length);
        }

        private static double[] sparse(RowParts row) {
            long size = row.numbers("size").integer(0);
            Numbers indices = row.numbers("indices");
            Numbers values = row.numbers("values");
            if (indices.count() != values.count()) {
                throw new InvalidTensorException("%d indices for %d values".formatted(indices.count(), values.count()));
            }
            if (size < 1 || size * Double.BYTES > Runtime.getRuntime().maxMemory() / 4) {
                throw new InvalidTensorException(
                        "its size is %d (must be at least 1, and fit in memory)".formatted(size));
            }
            double[] dense = new double[(int) size];
            for (int i = 0; i < indices.count(); i++) {
                long index = indices.integer(i);
                if (index < 0 || index >= size) {
                    throw new InvalidTensorException("index %d of a vector of size %d".formatted(index, size));
                }
                dense[(int) index] = values.number(i);
            }
            return dense;
        }

        @Override
        public RowParts write(TensorView tensor) {
            return new RowParts()
                    .with("type", Numbers.of(ElementType.INT8, DENSE))
                    .with("values", Numbers.of(tensor));
        }
    }
}
