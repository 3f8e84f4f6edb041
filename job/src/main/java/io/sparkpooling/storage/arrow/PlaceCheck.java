package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;

/** Holds what the rows of {@link PlacedRows} say of their places against what is there. */
final class PlaceCheck {
    private PlaceCheck() {}

    /**
     * Views.
     *
     * @param width the bytes of an offset and of a size
     * @param count how many views there are
     * @param there how many values they are views of
     */
    static void views(String name, ArrowBuf offsets, ArrowBuf sizes, int width, long count, long there)
            throws DamagedMessageException {
        for (long index = 0; index < count; index++) {
            long offset = width == Long.BYTES ? offsets.getLong(index * width) : offsets.getInt(index * width);
            long size = width == Long.BYTES ? sizes.getLong(index * width) : sizes.getInt(index * width);
            boolean inside = offset >= 0 && size >= 0 && offset <= there && size <= there - offset;
            require(inside, "list %d of %s has %d values at %d of %d", index, name, size, offset, there);
        }
    }

    /** Runs. */
    static void runs(RunEndEncodedVector vector) throws DamagedMessageException {
        String name = vector.getField().getName();
        BaseIntVector ends = (BaseIntVector) vector.getRunEndsVector();
        FieldVector runs = vector.getValuesVector();
        int values = vector.getValueCount();
        require(
                ends.getValueCount() == runs.getValueCount() && ends.getNullCount() == 0,
                "%s has %d ends of %d runs, %d of them null",
                name,
                ends.getValueCount(),
                runs.getValueCount(),
                ends.getNullCount());
        long last = 0;
        for (int run = 0; run < ends.getValueCount(); run++) {
            long end = ends.getValueAsLong(run);
            require(end > last, "run %d of %s ends at %d, after %d", run, name, end, last);
            last = end;
        }
        require(last >= values, "the runs of %s end at %d of %d", name, last, values);
    }
}
