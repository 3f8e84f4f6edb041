package io.sparkpooling.storage.crossing;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;

/** Structs, and the entries of maps. */
final class StructNode extends VectorNode {
    private final StructVector structs;
    private final List<VectorNode> members;
    private final GroupConverter converter = new GroupConverter() {
        @Override
        public Converter getConverter(int index) {
            return members.get(index).converter();
        }

        @Override
        public void start() {}

        @Override
        public void end() {
            structs.setIndexDefined(next());
            members.forEach(member -> member.complete(count()));
        }
    };

    StructNode(StructVector structs, List<VectorNode> members) {
        this.structs = structs;
        this.members = List.copyOf(members);
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
