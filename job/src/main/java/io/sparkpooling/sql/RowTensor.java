package io.sparkpooling.sql;

import io.sparkpooling.tensor.TensorType;

/** A tensor of one row: its type, and its elements in row-major order in an array of the element type's carrier. */
record RowTensor(TensorType type, Object carrier) {}
