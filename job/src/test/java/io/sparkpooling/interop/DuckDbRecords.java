package io.sparkpooling.interop;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/** DuckDB, an implementation of Parquet in C++, through its JDBC driver. */
final class DuckDbRecords {
    private DuckDbRecords() {}

    /** The rows of a Parquet file with the columns {@code id} and {@code features}. */
    static List<StoredRow> read(Path file) throws SQLException {
        List<StoredRow> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT id, features FROM read_parquet('%s') ORDER BY id".formatted(file))) {
            while (result.next()) {
                rows.add(new StoredRow(result.getLong(1), plain(result.getObject(2))));
            }
        }
        return rows;
    }

    private static Object plain(Object value) throws SQLException {
        if (value instanceof Array array) {
            List<Object> list = new ArrayList<>();
            for (Object each : (Object[]) array.getArray()) {
                list.add(plain(each));
            }
            return list;
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        return value instanceof Struct struct ? fields((DuckDBStruct) struct) : value;
    }

    private static Map<String, Object> fields(DuckDBStruct struct) throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : struct.getMap().entrySet()) {
            fields.put(field.getKey(), plain(field.getValue()));
        }
        return fields;
    }
}
