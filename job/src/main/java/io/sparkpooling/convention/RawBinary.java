package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Bytes;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;

/**
 * The bytes of a tensor's elements, little-endian and row-major, in a binary column. The file says neither their type nor their
 * shape, so the user must; a row of another length is no tensor.
 */
final class RawBinary implements RowConvention {
    @Override
    public String name() {
        return "raw binary";
    }

    @Override
    public Description description() {
        return new Description(
                "`numpy.tobytes` and the like: little-endian, row-major", "`--shape` and `--dtype`", "bytes");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && column.structure() instanceof Bytes;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        if (hints.shape().isEmpty() || hints.elementType().isEmpty()) {
            return new Recognition.NoTensor(
                    "Cannot tell what the bytes of column %s hold: give --shape %s=C,H,W --dtype %s=float32%s"
                            .formatted(column.name(), column.name(), column.name(), known(column)));
        }
        TensorType type = TensorType.of(hints.elementType().get(), hints.shape().get());
        OptionalInt length = ((Bytes) column.structure()).length();
        if (length.isPresent() && length.getAsInt() != type.bytes()) {
            throw new InvalidArgumentException("Invalid shape of column %s: %s (its rows hold %d bytes, %s takes %d)"
                    .formatted(column.name(), type.shape(), length.getAsInt(), type, type.bytes()));
        }
        return new Recognition.Tensor(this, type, List.of());
    }

    private static String known(Column column) {
        return column.firstRow()
                .map(row -> " (its first row holds %d bytes)".formatted(row.bytes(RowParts.VALUE).length))
                .orElse("");
    }

    @Override
    public Column store(Column source, TensorType type) {
        boolean fixed = ((Bytes) source.structure()).length().isPresent();
        OptionalInt length = fixed ? OptionalInt.of(Math.toIntExact(type.bytes())) : OptionalInt.empty();
        return source.withStructure(new Bytes(length));
    }

    @Override
    public RowForm form(Column column, TensorType type) {
        return new Form(type);
    }

    private record Form(TensorType type) implements RowForm {
        @Override
        public TensorView read(RowParts row) {
            byte[] bytes = row.bytes(RowParts.VALUE);
            if (bytes.length != type.bytes()) {
                throw new InvalidTensorException(
                        "%d bytes for %s (%d expected)".formatted(bytes.length, type, type.bytes()));
            }
            ByteBuffer elements = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int count = type.shape().elementCount();
            return new TensorView(type).moveTo(ElementBytes.read(elements, type.elementType(), count), 0);
        }

        @Override
        public RowParts write(TensorView tensor) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Math.toIntExact(tensor.type().bytes())).order(ByteOrder.LITTLE_ENDIAN);
            ElementBytes.write(RowForm.elements(tensor), bytes);
            return new RowParts().with(RowParts.VALUE, bytes.array());
        }
    }
}
