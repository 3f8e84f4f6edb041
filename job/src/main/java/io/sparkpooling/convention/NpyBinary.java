package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Bytes;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.OptionalInt;

/**
 * A NumPy file in each row: {@code .npy}, as Petastorm's {@code NdarrayCodec} stores tensors and Spark's {@code binaryFile} reads
 * them, or {@code .npz} with one array, as {@code CompressedNdarrayCodec} does. Known by the first row's first bytes; every row
 * states its shape and type, which must be the first row's.
 */
final class NpyBinary implements RowConvention {
    @Override
    public String name() {
        return "NumPy file";
    }

    @Override
    public Description description() {
        return new Description(
                "Petastorm's `NdarrayCodec` (`.npy`) and `CompressedNdarrayCodec` (`.npz`), `binaryFile` of Spark",
                "each row, which states its type too",
                "`.npy` version 1, in C order; `.npz` where it was one, stored");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty()
                && column.structure() instanceof Bytes
                && column.firstRow().filter(NpyBinary::isNumPyFile).isPresent();
    }

    private static boolean isNumPyFile(RowParts row) {
        byte[] bytes = row.bytes(RowParts.VALUE);
        return NpyFile.isOne(bytes) || NpzFile.isOne(bytes);
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        try {
            NpyFile first = file(column.firstRow().orElseThrow().bytes(RowParts.VALUE));
            return new Recognition.Tensor(this, TensorType.of(first.elementType(), first.shape()), List.of());
        } catch (InvalidTensorException invalid) {
            return Recognition.NoTensor.of(this, column, "of its first row, " + invalid.getMessage());
        }
    }

    private static NpyFile file(byte[] bytes) {
        return NpyFile.read(NpzFile.isOne(bytes) ? NpzFile.unpack(bytes) : bytes);
    }

    /** A row of any length: a pooled tensor may be a longer file than a fixed length allows. */
    @Override
    public Column store(Column source, TensorType type) {
        return source.withStructure(new Bytes(OptionalInt.empty()));
    }

    @Override
    public RowForm form(Column column, TensorType type) {
        boolean packed = column.firstRow()
                .filter(row -> NpzFile.isOne(row.bytes(RowParts.VALUE)))
                .isPresent();
        return new Form(type, packed);
    }

    /** @param packed whether rows are written as {@code .npz} */
    private record Form(TensorType like, boolean packed) implements RowForm {
        @Override
        public TensorView read(RowParts row) {
            NpyFile file = file(row.bytes(RowParts.VALUE));
            if (file.elementType() != like.elementType()) {
                throw new InvalidTensorException(
                        "elements of %s, where the first row has %s".formatted(file.elementType(), like.elementType()));
            }
            TensorType type =
                    file.shape().equals(like.shape()) ? like : TensorType.of(file.elementType(), file.shape());
            return new TensorView(type).moveTo(file.elements(), 0);
        }

        @Override
        public RowParts write(TensorView tensor) {
            byte[] file =
                    new NpyFile(tensor.type().elementType(), tensor.type().shape(), RowForm.elements(tensor)).bytes();
            return new RowParts().with(RowParts.VALUE, packed ? NpzFile.pack(file) : file);
        }
    }
}
