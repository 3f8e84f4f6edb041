package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Numbers;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.ElementType;
import java.util.Optional;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.complex.StructVector;

/** Takes the rows of a column of structs or bytes apart: for conventions whose rows each say what they hold. */
final class VectorParts {
    private final String file;
    private final FieldVector column;

    VectorParts(String file, FieldVector column) {
        this.file = file;
        this.column = column;
    }

    /** A row of the record batch; empty where it is null. */
    Optional<RowParts> row(int row) throws UnreadableFileException {
        if (column.isNull(row)) {
            return Optional.empty();
        }
        RowParts parts = new RowParts();
        if (column instanceof StructVector) {
            for (FieldVector field : column.getChildrenFromFields()) {
                add(field, row, field.getName(), parts);
            }
        } else {
            add(column, row, RowParts.VALUE, parts);
        }
        return Optional.of(parts);
    }

    private void add(FieldVector field, int row, String name, RowParts parts) throws UnreadableFileException {
        if (field.isNull(row)) {
            return;
        }
        if (field instanceof BaseVariableWidthVector bytes) {
            int begin = bytes.getOffsetBuffer().getInt((long) Integer.BYTES * row);
            int end = bytes.getOffsetBuffer().getInt(Integer.BYTES * (row + 1L));
            parts.with(name, bytes(field, begin, end - begin));
        } else if (field instanceof BaseLargeVariableWidthVector bytes) {
            long begin = bytes.getOffsetBuffer().getLong((long) Long.BYTES * row);
            long length = bytes.getOffsetBuffer().getLong(Long.BYTES * (row + 1L)) - begin;
            requireFits(length, 1);
            parts.with(name, bytes(field, begin, (int) length));
        } else if (field instanceof FixedSizeBinaryVector bytes) {
            parts.with(name, bytes.get(row));
        } else if (ListOffsets.isList(field)) {
            long first = ListOffsets.start(field, row);
            parts.with(name, numbers(ListOffsets.elements(field), first, ListOffsets.start(field, row + 1) - first));
        } else {
            parts.with(name, numbers(field, row, 1));
        }
    }

    private static byte[] bytes(FieldVector vector, long begin, int length) {
        byte[] bytes = new byte[length];
        vector.getDataBuffer().getBytes(begin, bytes);
        return bytes;
    }

    private Numbers numbers(FieldVector vector, long first, long count) throws UnreadableFileException {
        ElementType type = ArrowStructure.elementType(vector.getField()).orElseThrow();
        requireFits(count, type.bytes());
        Object carrier = type.newArray((int) count);
        int width = ((BaseFixedWidthVector) vector).getTypeWidth() == 0
                ? 1
                : ((BaseFixedWidthVector) vector).getTypeWidth() * Byte.SIZE;
        VectorNumbers.read(vector.getDataBuffer(), width, first, (int) count, carrier, 0);
        int nulls = Math.toIntExact(ValidityBits.nulls(vector, first, count));
        Numbers numbers = Numbers.of(type, carrier, (int) count - nulls);
        for (int each = 0; each < nulls; each++) {
            numbers.addNull();
        }
        return numbers;
    }

    private void requireFits(long count, int bytes) throws UnreadableFileException {
        long most = Runtime.getRuntime().maxMemory() / 4;
        if (count > Integer.MAX_VALUE - 8 || count * bytes > most) {
            throw new UnreadableFileException(
                    "[%s, column %s] Cannot read values: a row of %d bytes, more than a quarter of this process' memory (%d)"
                            .formatted(file, column.getName(), count * bytes, 4 * most));
        }
    }
}
