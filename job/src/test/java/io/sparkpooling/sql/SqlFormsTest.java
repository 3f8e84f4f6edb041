package io.sparkpooling.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.LocalSpark;
import java.util.HexFormat;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors that come as structs, as raw bytes and as {@code .npy} files, and go so. */
class SqlFormsTest {
    private static SparkSession spark;

    @BeforeAll
    static void startSession() {
        LocalSpark.context();
        spark = SparkSession.builder().getOrCreate();
    }

    private static String json(String call) {
        return spark.sql("SELECT to_json(struct(%s AS r))".formatted(call))
                .first()
                .getString(0);
    }

    /** {@code d} for the field data and {@code s} for the field shape, to keep the lines short. */
    private static String written(String text) {
        return text.replace("'d'", "'data'").replace("'s'", "'shape'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "max_pool1d(named_struct('d', array(1f, 2f, 3f, 4f), 's', array(2, 2)), 2)"
                        + " | {\"r\":{\"data\":[2.0,4.0],\"shape\":[2,1]}}",
                "max_pool2d(named_struct('s', array(2L, 2L), 'd', array(1, 2, 3, 4)), 2)"
                        + " | {\"r\":{\"shape\":[1,1],\"data\":[4]}}",
                "global_avg_pool(named_struct('d', array(1d, 2d, 3d, 6d), 's', array(2, 2)), axes => array(1))"
                        + " | {\"r\":{\"data\":[1.5,4.5],\"shape\":[2,1]}}",
                "max_pool1d(named_struct('d', array(1f, 9f), 's', array(2)), 2, return_indices => true)"
                        + " | {\"r\":{\"values\":{\"data\":[9.0],\"shape\":[1]},\"indices\":{\"data\":[1],\"shape\":[1]}}}",
                "max_unpool1d(named_struct('d', array(7f), 's', array(1)), indices => named_struct('d', array(1), 's',"
                        + " array(1)), kernel_size => 2) | {\"r\":{\"data\":[0.0,7.0],\"shape\":[2]}}",
                "max_unpool2d(named_struct('d', array(7f), 's', array(1, 1)), indices => array(2), kernel_size => 2)"
                        + " | {\"r\":{\"data\":[0.0,0.0,7.0,0.0],\"shape\":[2,2]}}",
                "avg_pool1d_backward(named_struct('d', array(1f), 's', array(1)), input_shape => 2, kernel_size => 2)"
                        + " | {\"r\":{\"data\":[0.5,0.5],\"shape\":[2]}}",
                "max_pool1d(named_struct('d', cast(NULL AS array<float>), 's', array(1)), 2) | {}",
                "max_pool1d(cast(NULL AS struct<data:array<float>, shape:array<int>>), 2) | {}",
            })
    void poolsStructs(String call, String expected) {
        assertThat(json(written(call))).isEqualTo(expected);
    }

    @Test
    void rowsOfOneColumnHaveShapesOfTheirOwn() {
        String rows = "VALUES (array(1, 2, 3, 4), array(4)), (array(1, 2, 3, 4), array(2, 2)), (array(5, 6), array(2))";
        assertThat(spark.sql("SELECT to_json(max_pool1d(struct(data, shape), 2)) FROM %s AS t(data, shape)"
                                .formatted(rows))
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly(
                        "{\"data\":[2,4],\"shape\":[2]}",
                        "{\"data\":[2,4],\"shape\":[2,1]}",
                        "{\"data\":[6],\"shape\":[1]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "named_struct('d', array(1, 2, 3), 's', array(2, 2)) | 3 values for shape 2x2 (4 expected)",
                "named_struct('d', array(1, 2, 3), 's', array(-1, 2)) | size 0 of the shape is -1",
                "named_struct('d', array(1, 2, 3), 's', array(4, 4294967296)) | size 1 of the shape is 4294967296",
                "named_struct('d', array(1, 2, 3), 's', array(65536, 65536)) | Invalid shape: 65536x65536",
                "named_struct('d', array(1, 2, 3), 's', array(3, cast(NULL AS int))) | size 1 of the shape is NULL",
                "named_struct('d', array(1, NULL), 's', array(2)) | value 1 is NULL",
                "named_struct('d', array(1), 's', array(1)) | Cannot pool 1 with kernel 2",
                "X'00' | no .npy file: it does not begin with \\x93NUMPY"
            })
    void namesWhatIsWrongWithARow(String tensor, String reason) {
        assertThatThrownBy(() -> spark.sql("SELECT max_pool1d(%s, 2)".formatted(written(tensor)))
                        .collect())
                .hasStackTraceContaining("Cannot pool a row with max_pool1d: ")
                .hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        // the bytes of numpy.array([1, 3, 2, -1], '<f4') and of its maxima
        "float32, 0000803F 00004040 00000040 000080BF, 00004040 00000040",
        "float16, 003C 0042 0040 00BC, 0042 0040",
        "bfloat16, 803F 4040 0040 80BF, 4040 0040",
        "uint8, 01 FF 02 00, FF 02",
        "uint16, 0100 00FF 0200 0000, 00FF 0200",
        "int64, 0100000000000000 FFFFFFFFFFFFFFFF 0200000000000000 0300000000000000, 0100000000000000 0300000000000000",
        "bool, 00 01 00 00, 01 00"
    })
    void poolsRawBytes(String dtype, String bytes, String expected) {
        assertThat(json("hex(max_pool1d(X'%s', 2, shape => array(4), dtype => '%s'))"
                        .formatted(bytes.replace(" ", ""), dtype)))
                .isEqualTo("{\"r\":\"%s\"}".formatted(expected.replace(" ", "")));
    }

    @Test
    void rawBytesInAStructHaveTheirShape() {
        assertThat(json("max_pool2d(struct(X'01020304' AS data, array(2, 2) AS shape), 2, dtype => 'uint8').shape"))
                .isEqualTo("{\"r\":[1,1]}");
        assertThat(json("hex(max_pool2d(struct(X'01020304' AS data, array(2, 2) AS shape), 2, dtype => 'uint8').data)"))
                .isEqualTo("{\"r\":\"04\"}");
    }

    @Test
    void bytesThatAreNoWholeNumberOfElementsAreNamed() {
        assertThatThrownBy(() -> spark.sql("SELECT max_pool1d(X'000000', 1, shape => array(1), dtype => 'int16')")
                        .collect())
                .hasStackTraceContaining("3 bytes are no whole number of int16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }; 0100020003000400; {'descr': '<i2',"
                        + " 'fortran_order': False, 'shape': (2, 1), }; 02000400",
                "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2), }; 0100030002000400; {'descr': '<i2',"
                        + " 'fortran_order': False, 'shape': (2, 1), }; 02000400",
                "{'descr': '>i2', 'fortran_order': False, 'shape': (4,), }; 0001000200030004; {'descr': '<i2',"
                        + " 'fortran_order': False, 'shape': (2,), }; 02000400",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }; 01FF0200; {'descr': '|u1',"
                        + " 'fortran_order': False, 'shape': (2,), }; FF02"
            })
    void poolsNpyFiles(String header, String elements, String pooledHeader, String pooledElements) {
        byte[] pooled =
                (byte[]) spark.sql("SELECT max_pool1d(X'%s', kernel_size => 2)".formatted(npy(header, elements)))
                        .first()
                        .get(0);
        assertThat(HexFormat.of().withUpperCase().formatHex(pooled)).isEqualTo(npy(pooledHeader, pooledElements));
    }

    /** The file that {@code np.save} writes, in hexadecimal digits: 128 bytes before the elements. */
    private static String npy(String header, String elements) {
        String padded = header + " ".repeat(128 - 10 - 1 - header.length()) + "\n";
        return "934E554D5059" + "0100" + "7600" + HexFormat.of().withUpperCase().formatHex(padded.getBytes())
                + elements;
    }
}
