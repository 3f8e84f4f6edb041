package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.parquet.FieldConverters;
import io.sparkpooling.storage.parquet.ParquetStructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Rows of Parquet columns, read one by one into Arrow vectors with parquet-java's own record reader, so that every encoding and
 * every form of lists is read as everywhere.
 */
final class VectorRows implements AutoCloseable {
    private final MessageType columns;
    private final BufferAllocator allocator;
    private final LeafNode.Size size = new LeafNode.Size();
    private final List<VectorNode> nodes = new ArrayList<>();
    private Optional<PageReadStore> rowGroup = Optional.empty();
    private Optional<RecordReader<Boolean>> reader = Optional.empty();
    private int rows;

    /** @param fields of the columns, one for each */
    VectorRows(MessageType columns, List<Field> fields, BufferAllocator allocator) {
        this.columns = columns;
        this.allocator = allocator;
        for (int index = 0; index < fields.size(); index++) {
            FieldVector vector = fields.get(index).createVector(allocator);
            nodes.add(field(columns.getType(index), vector));
        }
    }

    private VectorNode field(Type type, FieldVector vector) {
        if (type.isRepetition(Repetition.REPEATED)) {
            return new ListNode(vector, value(type, element(vector)), ListNode.Form.REPEATED);
        }
        return value(type, vector);
    }

    private VectorNode value(Type type, FieldVector vector) {
        if (type.isPrimitive()) {
            return new LeafNode(vector, size);
        }
        Optional<Type> element = ParquetStructure.element(type);
        if (element.isPresent()) {
            boolean twoLevels = type.asGroupType().getType(0) == element.get();
            return new ListNode(
                    vector,
                    value(element.get(), element(vector)),
                    twoLevels ? ListNode.Form.TWO_LEVELS : ListNode.Form.THREE_LEVELS);
        }
        if (ParquetMaps.isMap(type.asGroupType())) {
            GroupType entry = ParquetMaps.entry(type.asGroupType());
            return new ListNode(vector, struct(entry, element(vector)), ListNode.Form.TWO_LEVELS);
        }
        return struct(type.asGroupType(), vector);
    }

    private StructNode struct(GroupType type, FieldVector vector) {
        List<VectorNode> members = new ArrayList<>();
        for (Type member : type.getFields()) {
            members.add(field(member, vector.getChildrenFromFields().get(members.size())));
        }
        return new StructNode((StructVector) vector, members);
    }

    private static FieldVector element(FieldVector list) {
        return list.getChildrenFromFields().get(0);
    }

    /** Reads the next row of a row group, which begins with its first. */
    void read(String file, long row, PageReadStore from) throws IOException {
        if (nodes.isEmpty()) {
            rows++;
            return;
        }
        try {
            if (rowGroup.isEmpty() || rowGroup.get() != from) {
                rowGroup = Optional.of(from);
                // Without a creator parquet-java assumes of DELTA_BYTE_ARRAY pages what was true of its own oldest
                // files.
                reader = Optional.of(new ColumnIOFactory("")
                        .getColumnIO(columns, columns)
                        .getRecordReader(from, new Materializer()));
            }
            reader.get().read();
            rows++;
            nodes.forEach(node -> node.complete(rows));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException damaged) { // parquet-java's decoders throw anything at damaged pages
            throw new UnreadableFileException(
                    "[%s, row %d] Cannot read values: %s".formatted(file, row, damaged.getMessage()), damaged);
        }
    }

    private final class Materializer extends RecordMaterializer<Boolean> {
        private final GroupConverter root =
                new FieldConverters(nodes.stream().map(VectorNode::converter).toList(), () -> {}, () -> {});

        @Override
        public Boolean getCurrentRecord() {
            return true;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }

    int rows() {
        return rows;
    }

    /** About the bytes of the rows that were read since the last {@link #take}. */
    long bytes() {
        return size.bytes();
    }

    /** The rows that were read, which the caller closes. */
    VectorSchemaRoot take() {
        List<FieldVector> taken = new ArrayList<>();
        for (VectorNode node : nodes) {
            node.vector().setValueCount(rows);
            TransferPair pair = node.vector().getTransferPair(allocator);
            pair.transfer();
            taken.add((FieldVector) pair.getTo());
            node.restart();
        }
        VectorSchemaRoot root = new VectorSchemaRoot(
                new Schema(taken.stream().map(FieldVector::getField).toList()), taken, rows);
        rows = 0;
        size.restart();
        return root;
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.vector().close());
    }
}
