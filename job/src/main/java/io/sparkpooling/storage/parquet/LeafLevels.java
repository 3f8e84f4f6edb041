package io.sparkpooling.storage.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * What the levels of a leaf column mean. The definition level says how far the path to the leaf is present; each level below
 * the largest is one way in which a value is absent. The names of the groups on the path do not matter, so that LIST columns
 * of any writer and the older forms with two levels are all read alike.
 *
 * @param largestRepetition the number of lists on the path
 * @param largestDefinition the number of lists and optional fields on the path: the level of a value that is there
 * @param absences what each smaller definition level stands for
 */
record LeafLevels(int largestRepetition, int largestDefinition, List<Absence> absences) {

    /** What is not there. */
    enum Absence {
        ROW,
        LIST,
        LIST_ELEMENTS,
        ELEMENT
    }

    static LeafLevels of(MessageType schema, ColumnDescriptor leaf) {
        List<Absence> absences = new ArrayList<>();
        boolean repeated = false;
        Type node = schema;
        for (String name : leaf.getPath()) {
            node = node.asGroupType().getType(name);
            if (node.isRepetition(Repetition.REPEATED)) {
                absences.add(Absence.LIST_ELEMENTS);
                repeated = true;
            } else if (node.isRepetition(Repetition.OPTIONAL)) {
                absences.add(!repeated ? Absence.ROW : node.isPrimitive() ? Absence.ELEMENT : Absence.LIST);
            }
        }
        return new LeafLevels(leaf.getMaxRepetitionLevel(), leaf.getMaxDefinitionLevel(), List.copyOf(absences));
    }

    /** The bits that a level up to {@code largest} takes. */
    static int bitWidth(int largest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }
}
