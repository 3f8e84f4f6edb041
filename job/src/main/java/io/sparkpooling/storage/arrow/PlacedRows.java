package io.sparkpooling.storage.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Some rows of a column whose rows say where their values lie: views of lists, and runs. What rows say is copied, buffer by buffer;
 * the values of views stay where they are, all of them, since views may overlap, and those of runs are cut as rows are.
 */
final class PlacedRows {
    private final List<ArrowFieldNode> nodes = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();
    private final List<Long> views = new ArrayList<>();
    private final List<FieldVector> cut = new ArrayList<>();
    private final BufferAllocator allocator;
    private final RowRuns rows;

    private PlacedRows(RowRuns rows, BufferAllocator allocator) {
        this.rows = rows;
        this.allocator = allocator;
    }

    /** Whether a column's rows say where their values lie. */
    static boolean are(FieldVector column) {
        return column instanceof ListViewVector
                || column instanceof LargeListViewVector
                || column instanceof RunEndEncodedVector;
    }

    /** These rows as a column that the caller closes; {@code column} stays as it is. */
    static FieldVector of(FieldVector column, RowRuns rows, BufferAllocator allocator) {
        return new PlacedRows(rows, allocator).column(column);
    }

    private FieldVector column(FieldVector column) {
        try {
            if (column instanceof RunEndEncodedVector runs) {
                runs(runs);
            } else if (column instanceof LargeListViewVector lists) {
                views(column, lists.getOffsetBuffer(), lists.getSizeBuffer(), Long.BYTES);
            } else {
                ListViewVector lists = (ListViewVector) column;
                views(column, lists.getOffsetBuffer(), lists.getSizeBuffer(), Integer.BYTES);
            }
            return loaded(column.getField());
        } finally {
            buffers.forEach(ArrowBuf::close);
            cut.forEach(FieldVector::close);
        }
    }

    private FieldVector loaded(Field field) {
        VectorSchemaRoot loaded = VectorSchemaRoot.of(field.createVector(allocator));
        try (ArrowRecordBatch batch = new ArrowRecordBatch(
                rows.rows(), nodes, buffers, NoCompressionCodec.DEFAULT_BODY_COMPRESSION, views, false)) {
            new VectorLoader(loaded).load(batch);
            return loaded.getVector(0);
        }
    }

    private void views(FieldVector column, ArrowBuf offsets, ArrowBuf sizes, int width) {
        nodes.add(new ArrowFieldNode(rows.rows(), nullCount(column)));
        buffers.add(bits(column.getValidityBuffer()));
        buffers.add(numbers(offsets, width));
        buffers.add(numbers(sizes, width));
        column.getChildrenFromFields().forEach(this::whole);
    }

    private FieldVector cut(RowRuns which, FieldVector child) {
        FieldVector part = which.of(child, allocator);
        cut.add(part);
        return part;
    }

    /** The runs that the rows lie in, with the ends that they have among these rows. */
    private void runs(RunEndEncodedVector column) {
        BaseIntVector ends = (BaseIntVector) column.getRunEndsVector();
        RowRuns kept = new RowRuns();
        List<Integer> newEnds = new ArrayList<>();
        int run = 0;
        int last = -1;
        int count = 0;
        for (int row : rows.places()) {
            while (ends.getValueAsLong(run) <= row) {
                run++;
            }
            count++;
            if (run == last) {
                newEnds.set(newEnds.size() - 1, count);
            } else {
                kept.add(run);
                newEnds.add(count);
                last = run;
            }
        }
        nodes.add(new ArrowFieldNode(rows.rows(), 0));
        whole(numbers((FieldVector) ends, newEnds));
        whole(cut(kept, column.getValuesVector()));
    }

    private FieldVector numbers(FieldVector like, List<Integer> values) {
        FieldVector vector = like.getField().createVector(allocator);
        cut.add(vector);
        vector.setInitialCapacity(values.size());
        vector.allocateNew();
        for (int index = 0; index < values.size(); index++) {
            BitVectorHelper.setBit(vector.getValidityBuffer(), index);
            ((BaseIntVector) vector).setWithPossibleTruncate(index, values.get(index));
        }
        vector.setValueCount(values.size());
        return vector;
    }

    private int nullCount(FieldVector column) {
        int nulls = 0;
        for (int row : rows.places()) {
            nulls += column.isNull(row) ? 1 : 0;
        }
        return nulls;
    }

    private ArrowBuf bits(ArrowBuf source) {
        ArrowBuf target = allocator.buffer((rows.rows() + 7) / 8);
        target.setZero(0, target.capacity());
        int place = 0;
        for (int row : rows.places()) {
            BitVectorHelper.setValidityBit(target, place++, BitVectorHelper.get(source, row));
        }
        return target.writerIndex((rows.rows() + 7) / 8);
    }

    private ArrowBuf numbers(ArrowBuf source, int width) {
        ArrowBuf target = allocator.buffer((long) rows.rows() * width);
        long place = 0;
        for (int row : rows.places()) {
            target.setBytes(place, source, (long) row * width, width);
            place += width;
        }
        return target.writerIndex(place);
    }

    /** All of a child, as it is. */
    private void whole(FieldVector vector) {
        nodes.add(new ArrowFieldNode(vector.getValueCount(), vector.getNullCount()));
        List<ArrowBuf> own = vector.getFieldBuffers();
        own.forEach(buffer -> buffer.getReferenceManager().retain());
        buffers.addAll(own);
        if (!TypeLayout.getTypeLayout(vector.getField().getType()).isFixedBufferCount()) {
            views.add(own.size() - 2L);
        }
        vector.getChildrenFromFields().forEach(this::whole);
    }
}
