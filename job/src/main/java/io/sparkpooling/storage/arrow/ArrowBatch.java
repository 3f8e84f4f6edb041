package io.sparkpooling.storage.arrow;

import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Some rows of a record batch.
 *
 * @param firstRow the number of the first row in the file
 * @param rows how many there are
 * @param place the number of the first row in the record batch
 * @param records the record batch, the same for all its rows
 * @param dictionaries what its indices refer to
 */
public record ArrowBatch(
        String file,
        long firstRow,
        int rows,
        int place,
        List<TensorValues> tensors,
        VectorSchemaRoot records,
        Dictionaries dictionaries)
        implements TensorBatch {

    public ArrowBatch {
        tensors = List.copyOf(tensors);
    }

    @Override
    public TensorValues tensor(int index) {
        return tensors.get(index);
    }

    /** The values of a dictionary that columns have. */
    public FieldVector dictionary(long id) {
        return dictionaries.valuesOf(id);
    }

    /** Whether these are the last rows of the record batch. */
    boolean isLast() {
        return place + rows == records.getRowCount();
    }
}
