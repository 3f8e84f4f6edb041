package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.StructVector;

/**
 * Holds a loaded column's buffers against its number of values, and its offsets against what they point into. (Arrow's own
 * validation refuses lists of fixed size.) Nothing that reads the column afterwards can leave its memory.
 */
final class VectorCheck {
    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES = 12;

    private VectorCheck() {}

    static void check(FieldVector vector) throws DamagedMessageException {
        String name = vector.getField().getName();
        int values = vector.getValueCount();
        if (vector instanceof BitVector bits) {
            requireBytes(name, bits.getDataBuffer(), (values + 7L) / 8);
        } else if (vector instanceof BaseFixedWidthVector fixed) {
            requireBytes(name, fixed.getDataBuffer(), (long) values * fixed.getTypeWidth());
        } else if (vector instanceof BaseVariableWidthVector texts) {
            offsets(
                    name,
                    texts.getOffsetBuffer(),
                    Integer.BYTES,
                    values,
                    texts.getDataBuffer().capacity());
        } else if (vector instanceof BaseLargeVariableWidthVector texts) {
            offsets(
                    name,
                    texts.getOffsetBuffer(),
                    Long.BYTES,
                    values,
                    texts.getDataBuffer().capacity());
        } else if (vector instanceof BaseVariableWidthViewVector views) {
            views(name, views, values);
        } else {
            nested(name, vector, values);
        }
        if (hasValidity(vector)) {
            requireBytes(name, vector.getValidityBuffer(), (values + 7L) / 8);
        }
        for (FieldVector child : vector.getChildrenFromFields()) {
            check(child);
        }
    }

    private static void nested(String name, FieldVector vector, int values) throws DamagedMessageException {
        if (vector instanceof LargeListVector lists) {
            offsets(name, lists.getOffsetBuffer(), Long.BYTES, values, childValues(vector, 0));
        } else if (vector instanceof ListVector lists) {
            offsets(name, lists.getOffsetBuffer(), Integer.BYTES, values, childValues(vector, 0));
        } else if (vector instanceof FixedSizeListVector lists) {
            requireValues(name, vector, (long) values * lists.getListSize());
        } else if (vector instanceof StructVector) {
            requireValues(name, vector, values);
        } else if (vector instanceof RunEndEncodedVector runs) {
            PlaceCheck.runs(runs);
        } else {
            boolean known = vector instanceof NullVector || PlacedRows.are(vector);
            require(known, "column %s is %s, which is not read", name, vector.getMinorType());
        }
    }

    private static boolean hasValidity(FieldVector vector) {
        return TypeLayout.getTypeLayout(vector.getField().getType())
                .getBufferTypes()
                .contains(BufferLayout.BufferType.VALIDITY);
    }

    private static int childValues(FieldVector vector, int child) {
        return vector.getChildrenFromFields().get(child).getValueCount();
    }

    private static void requireValues(String name, FieldVector vector, long values) throws DamagedMessageException {
        for (int child = 0; child < vector.getChildrenFromFields().size(); child++) {
            int there = childValues(vector, child);
            require(there >= values, "%s has %d values within (%d expected)", name, there, values);
        }
    }

    private static void requireBytes(String name, ArrowBuf buffer, long bytes) throws DamagedMessageException {
        require(
                buffer.capacity() >= bytes,
                "a buffer of %s has %d bytes (%d expected)",
                name,
                buffer.capacity(),
                bytes);
    }

    private static void offsets(String name, ArrowBuf offsets, int width, int values, long end)
            throws DamagedMessageException {
        if (values == 0) {
            return;
        }
        requireBytes(name, offsets, (values + 1L) * width);
        long last = 0;
        for (long index = 0; index <= values; index++) {
            long offset = width == Long.BYTES ? offsets.getLong(index * width) : offsets.getInt(index * width);
            require(offset >= last, "offset %d of %s is %d, after %d", index, name, offset, last);
            last = offset;
        }
        require(last <= end, "%s ends at %d of %d", name, last, end);
    }

    private static void views(String name, BaseVariableWidthViewVector views, int values)
            throws DamagedMessageException {
        ArrowBuf entries = views.getDataBuffer();
        requireBytes(name, entries, (long) values * VIEW_BYTES);
        for (int index = 0; index < values; index++) {
            long entry = (long) index * VIEW_BYTES;
            int length = entries.getInt(entry);
            require(length >= 0, "a text of %s has %d bytes", name, length);
            if (length > INLINE_BYTES && !views.isNull(index)) {
                int buffer = entries.getInt(entry + 8);
                long offset = entries.getInt(entry + 12);
                require(
                        buffer >= 0 && buffer < views.getDataBuffers().size() && offset >= 0,
                        "a text of %s lies in buffer %d at %d",
                        name,
                        buffer,
                        offset);
                requireBytes(name, views.getDataBuffers().get(buffer), offset + length);
            }
        }
    }
}
