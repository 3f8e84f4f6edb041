package io.sparkpooling.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row that cannot be pooled: it goes to the rejects instead of the data.
 *
 * @param row the row's number in its batch, from 0
 * @param column the tensor column that is to blame
 * @param reason what is wrong with it, for the user
 */
public record Rejection(int row, String column, String reason) {

    /** The first rejection of each row, by the row. */
    public static Map<Integer, Rejection> byRow(List<Rejection> rejections) {
        Map<Integer, Rejection> byRow = new HashMap<>();
        rejections.forEach(rejection -> byRow.putIfAbsent(rejection.row(), rejection));
        return byRow;
    }
}
