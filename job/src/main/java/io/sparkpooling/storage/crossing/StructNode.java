package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.parquet.FieldConverters;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.parquet.io.api.Converter;

/** Structs, and the entries of maps. */
final class StructNode extends VectorNode {
    private final StructVector structs;
    private final List<VectorNode> members;
    private final Converter converter;

    StructNode(StructVector structs, List<VectorNode> members) {
        this.structs = structs;
        this.members = List.copyOf(members);
        this.converter =
                new FieldConverters(members.stream().map(VectorNode::converter).toList(), () -> {}, this::close);
    }

    private void close() {
        structs.setIndexDefined(next());
        members.forEach(member -> member.complete(count()));
    }

    @Override
    Converter converter() {
        return converter;
    }

    @Override
    FieldVector vector() {
        return structs;
    }

    @Override
    void putNull(int place) {
        structs.setNull(place);
        members.forEach(member -> {
            if (member.count() <= place) {
                member.putNull(member.next());
            }
        });
    }

    @Override
    void restart() {
        super.restart();
        members.forEach(VectorNode::restart);
    }
}
