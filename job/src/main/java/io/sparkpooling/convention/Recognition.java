package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;
import java.util.List;

/** What became of the attempt to take a column for a tensor. */
public sealed interface Recognition {

    /**
     * It is one.
     *
     * @param convention the convention that it is stored in
     * @param type the type of every row's tensor
     * @param listSizes the length of each level of lists in every row, outermost first; their product is the number of
     *     elements
     */
    record Tensor(Convention convention, TensorType type, List<Integer> listSizes) implements Recognition {
        public Tensor {
            listSizes = List.copyOf(listSizes);
        }
    }

    /**
     * It is none, or cannot be read as one.
     *
     * @param reason a whole sentence for the user: what is in the way, and what to do where something can be done
     */
    record NoTensor(String reason) implements Recognition {

        /** Why a column that follows a convention cannot be read by it. */
        static NoTensor of(Convention convention, Column column, String reason) {
            return new NoTensor("Cannot read column %s as %s: %s".formatted(column.name(), convention.name(), reason));
        }
    }
}
