package io.sparkpooling.storage.crossing;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type.Repetition;

/** Parquet's maps: a group of one repeated group of a key and a value. */
final class ParquetMaps {
    private ParquetMaps() {}

    static boolean isMap(GroupType group) {
        LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
        boolean said = logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation;
        return said
                && group.getFieldCount() == 1
                && !group.getType(0).isPrimitive()
                && group.getType(0).isRepetition(Repetition.REPEATED)
                && entry(group).getFieldCount() == 2
                && !entry(group).getType(0).isRepetition(Repetition.REPEATED);
    }

    static GroupType entry(GroupType map) {
        return map.getType(0).asGroupType();
    }
}
