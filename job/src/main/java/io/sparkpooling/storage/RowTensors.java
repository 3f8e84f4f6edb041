package io.sparkpooling.storage;

import io.sparkpooling.convention.RowForm;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tensors of rows that each say what they hold: an array and a type for each. */
public final class RowTensors implements TensorValues {
    private final RowForm form;
    private final TensorType like;
    private final List<RowState> states = new ArrayList<>();
    private final List<TensorView> tensors = new ArrayList<>();
    private final List<RowParts> kept = new ArrayList<>();
    private final TensorView none;
    private TensorType lastFound;
    private TensorType lastNamed;

    /** @param column whose axis names the rows have that have none of their own and as many axes */
    public RowTensors(StoredTensor column) {
        form = column.form().orElseThrow();
        like = column.type();
        none = new TensorView(like);
        lastFound = like;
        lastNamed = like;
    }

    /** Begins a batch. */
    public void begin() {
        states.clear();
        tensors.clear();
        kept.clear();
    }

    /** Adds a row; gives the bytes of its tensor. */
    public long add(Optional<RowParts> row) {
        if (row.isEmpty()) {
            return add(RowState.NULL, none, RowParts.NONE);
        }
        try {
            TensorView tensor = named(form.read(row.get()));
            add(RowState.PRESENT, tensor, form.kept(row.get()));
            return tensor.type().bytes();
        } catch (InvalidTensorException invalid) {
            return add(RowState.bad(invalid.getMessage()), none, RowParts.NONE);
        }
    }

    private long add(RowState state, TensorView tensor, RowParts keptParts) {
        states.add(state);
        tensors.add(tensor);
        kept.add(keptParts);
        return 0;
    }

    private TensorView named(TensorView tensor) {
        TensorType found = tensor.type();
        if (found.equals(like)) {
            return tensor;
        }
        if (!found.equals(lastFound)) {
            boolean lacksNames = found.dimNames().isEmpty()
                    && found.shape().rank() == like.shape().rank();
            lastFound = found;
            lastNamed = lacksNames ? found.withDimNames(like.dimNames()) : found;
        }
        return new TensorView(lastNamed).moveTo(tensor.carrier(), tensor.offset());
    }

    /** The number of rows of the batch. */
    public int rows() {
        return states.size();
    }

    /** What the row has beside its tensor, which goes with the pooled one. */
    public RowParts kept(int row) {
        return kept.get(row);
    }

    @Override
    public RowState state(int row) {
        return states.get(row);
    }

    @Override
    public boolean allPresent() {
        return states.stream().allMatch(RowState::isPresent);
    }

    @Override
    public TensorType type(int row) {
        return tensors.get(row).type();
    }

    @Override
    public Object carrier(int row) {
        return tensors.get(row).carrier();
    }

    @Override
    public int offset(int row) {
        return tensors.get(row).offset();
    }
}
