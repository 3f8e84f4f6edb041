package io.sparkpooling.storage.arrow;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** A column of an Arrow file that holds one tensor in each row. Arrow's buffers belong to whole columns: its path is its name. */
record ArrowTensor(String name, Convention convention, TensorType type, List<Integer> listSizes, Optional<RowForm> form)
        implements StoredTensor {

    ArrowTensor {
        listSizes = List.copyOf(listSizes);
    }

    @Override
    public String path() {
        return name;
    }
}
