package io.sparkpooling.job;

import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.TensorValues;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;

/** Compares a stored tensor with the same tensor pooled again: every bit of every element counts, those of NaN too. */
final class TensorBits {
    private TensorBits() {}

    /**
     * How the tensor of one row differs; empty if it does not.
     *
     * @param row the row's number in the batch of {@code stored}
     * @param pooledRow its number in the batch of {@code pooled}
     * @param declared the type of the pooled tensors, where all rows are of one
     */
    static Optional<String> difference(
            TensorValues stored, int row, PooledTensors pooled, int pooledRow, TensorType declared) {
        if (stored.state(row).isBad()) {
            return Optional.of("it cannot be read: " + stored.state(row).reason());
        }
        boolean isNull = stored.state(row).isNull();
        if (isNull || pooled.isNull(pooledRow)) {
            return isNull == pooled.isNull(pooledRow)
                    ? Optional.empty()
                    : Optional.of(isNull ? "it is null, pooled again a tensor" : "it is a tensor, pooled again null");
        }
        TensorView expected = view(pooled, pooledRow, declared);
        TensorView found = new TensorView(stored.type(row)).moveTo(stored.carrier(row), stored.offset(row));
        return difference(found, expected);
    }

    private static TensorView view(PooledTensors pooled, int row, TensorType declared) {
        if (pooled instanceof PooledValues values) {
            return new TensorView(declared)
                    .moveTo(values.values(), row * declared.shape().elementCount());
        }
        return pooled.tensor(row).orElseThrow();
    }

    private static Optional<String> difference(TensorView found, TensorView expected) {
        if (found.type().elementType() != expected.type().elementType()
                || !found.type().shape().equals(expected.type().shape())) {
            return Optional.of("it is %s, pooled again %s".formatted(found.type(), expected.type()));
        }
        int count = found.type().shape().elementCount();
        for (int element = 0; element < count; element++) {
            if (!sameBits(found, expected, element)) {
                return Optional.of("element %d of %d is %s, pooled again %s"
                        .formatted(element, count, text(found, element), text(expected, element)));
            }
        }
        return Optional.empty();
    }

    private static boolean sameBits(TensorView one, TensorView other, int element) {
        return bits(one, element) == bits(other, element);
    }

    private static long bits(TensorView view, int element) {
        int at = view.offset() + element;
        if (view.carrier() instanceof float[] floats) {
            return Float.floatToRawIntBits(floats[at]);
        }
        if (view.carrier() instanceof double[] doubles) {
            return Double.doubleToRawLongBits(doubles[at]);
        }
        return view.carrier() instanceof short[] shorts ? shorts[at] : view.integer(element);
    }

    /** The number, and its bits, since two numbers can look alike. */
    private static String text(TensorView view, int element) {
        int digits = 2 * view.type().elementType().bytes();
        String bits = "%016x".formatted(bits(view, element)).substring(16 - digits);
        return view.type().elementType().isFloatingPoint()
                ? "%s (0x%s)".formatted(view.number(element), bits)
                : Long.toString(view.integer(element));
    }
}
