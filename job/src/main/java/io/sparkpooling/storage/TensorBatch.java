package io.sparkpooling.storage;

/**
 * Some consecutive rows of one range of a file: the tensors decoded; the other columns in the format's own way, for the
 * writer of the same format. Valid until the reader advances.
 */
public interface TensorBatch {
    /** How messages call the file. */
    String file();

    /** The number of the first row in the file, from 0. */
    long firstRow();

    /** How many rows there are. */
    int rows();

    /** The tensors of a column, in the order in which the columns were asked for. */
    TensorValues tensor(int index);
}
