package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.parquet.FieldConverters;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.parquet.io.api.Converter;

/** Lists of every kind, and maps. Parquet has three forms of them, told apart when the node is made. */
final class ListNode extends VectorNode {
    /** How Parquet stores lists. */
    enum Form {
        /** A group of a repeated group of the element. */
        THREE_LEVELS,
        /** A group of the repeated element: old lists, and maps. */
        TWO_LEVELS,
        /** The repeated element alone. */
        REPEATED
    }

    private final FieldVector lists;
    private final VectorNode element;
    private final Form form;
    private final Converter converter;
    private int begin;

    ListNode(FieldVector lists, VectorNode element, Form form) {
        this.lists = lists;
        this.element = element;
        this.form = form;
        this.converter = switch (form) {
            case THREE_LEVELS ->
                group(group(element.converter(), this::beginElement, this::endElement), () -> {}, this::close);
            case TWO_LEVELS -> group(element.converter(), () -> {}, this::close);
            case REPEATED -> element.converter();
        };
    }

    private int before;

    private void beginElement() {
        before = element.count();
    }

    private void endElement() {
        element.complete(before + 1);
    }

    private static Converter group(Converter field, Runnable start, Runnable end) {
        return new FieldConverters(List.of(field), start, end);
    }

    private void close() {
        int place = next();
        int size = element.count() - begin;
        begin = element.count();
        if (lists instanceof ListVector each) {
            each.startNewValue(place);
            each.endValue(place, size);
        } else if (lists instanceof LargeListVector each) {
            each.startNewValue(place);
            each.endValue(place, size);
        } else {
            FixedSizeListVector each = (FixedSizeListVector) lists;
            if (size != each.getListSize()) {
                throw new IllegalStateException("a list of %d values in column %s, whose lists have %d"
                        .formatted(size, lists.getName(), each.getListSize()));
            }
            each.startNewValue(place);
        }
    }

    @Override
    Converter converter() {
        return converter;
    }

    @Override
    FieldVector vector() {
        return lists;
    }

    /** A repeated field is never null: without values it is empty. */
    @Override
    void complete(int expected) {
        if (form == Form.REPEATED) {
            close();
        } else {
            super.complete(expected);
        }
    }

    @Override
    void putNull(int place) {
        if (lists instanceof ListVector each) {
            each.setNull(place);
        } else if (lists instanceof LargeListVector each) {
            each.setNull(place);
        } else {
            FixedSizeListVector each = (FixedSizeListVector) lists;
            each.setNull(place);
            for (int index = 0; index < each.getListSize(); index++) {
                element.putNull(element.next());
            }
            begin = element.count();
        }
    }

    @Override
    void restart() {
        super.restart();
        begin = 0;
        element.restart();
    }
}
