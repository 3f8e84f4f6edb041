package io.sparkpooling.storage.arrow;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What lies where in a file.
 *
 * @param schema as messages have it: a dictionary-encoded column has the type of its values
 * @param dictionaries messages that hold for every range; of a stream none
 * @param ranges the messages of each range, in order; in streams dictionaries lie among them
 * @param isStream whether it is a stream, whose dictionaries may be replaced
 */
record ArrowLayout(Schema schema, List<MessageBlock> dictionaries, List<List<MessageBlock>> ranges, boolean isStream) {
    ArrowLayout {
        dictionaries = List.copyOf(dictionaries);
        ranges = ranges.stream().map(List::copyOf).toList();
    }
}
