package io.sparkpooling.storage.arrow;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;

/** Where the lists of a column begin in what they are made of, whatever kind of lists they are. */
final class ListOffsets {
    private ListOffsets() {}

    /** Whether a column's values are lists whose neighbours lie side by side. */
    static boolean isList(FieldVector vector) {
        return vector instanceof ListVector
                || vector instanceof LargeListVector
                || vector instanceof FixedSizeListVector;
    }

    /** Where a list begins; it ends where the next begins. */
    static long start(FieldVector level, long index) {
        if (level instanceof FixedSizeListVector fixed) {
            return index * fixed.getListSize();
        }
        if (level instanceof LargeListVector large) {
            return large.getOffsetBuffer().getLong(index * LargeListVector.OFFSET_WIDTH);
        }
        return ((ListVector) level).getOffsetBuffer().getInt(index * ListVector.OFFSET_WIDTH);
    }

    /** What the lists are made of. */
    static FieldVector elements(FieldVector level) {
        return level.getChildrenFromFields().get(0);
    }
}
