package io.sparkpooling.storage;

/**
 * A row that cannot be pooled: it goes to the rejects instead of the data.
 *
 * @param row the row's number in its batch, from 0
 * @param column the tensor column that is to blame
 * @param reason what is wrong with it, for the user
 */
public record Rejection(int row, String column, String reason) {}
