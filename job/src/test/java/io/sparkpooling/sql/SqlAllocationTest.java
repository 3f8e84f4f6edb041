package io.sparkpooling.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a call of a SQL function allocates for a row, as the JVM counts it for the thread: the tensor twice, the result three
 * times (its rows, its array, Spark's form of it), and less than an object for each number. A boxed number takes 16 bytes at least.
 */
@Tag("without-vectors")
class SqlAllocationTest {
    private static final int ROWS_OF_NUMBERS = 8;
    private static final int NUMBERS_IN_A_ROW = 4096;
    private static final int ELEMENTS = ROWS_OF_NUMBERS * NUMBERS_IN_A_ROW;
    private static final int LESS_THAN_AN_OBJECT = 8;
    private static final PoolingExpression POOLING = PoolingExpression.parse("max_pool1d(features, kernel_size=2)");

    /** A row's tensor in one form; numbers that no cache of boxed ones holds. */
    record Case(DataType type, List<Integer> sizes, Object tensor, int bytesOfAnElement) {
        @Override
        public String toString() {
            return type.simpleString() + " " + sizes;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(DataTypes.FloatType, DataTypes.DoubleType, DataTypes.IntegerType, DataTypes.LongType)
                .flatMap(number -> Stream.of(true, false).flatMap(nulls -> {
                    DataType flat = DataTypes.createArrayType(number, nulls);
                    List<Integer> sizes = List.of(ROWS_OF_NUMBERS, NUMBERS_IN_A_ROW);
                    ArrayData[] rows = IntStream.range(0, ROWS_OF_NUMBERS)
                            .mapToObj(row -> numbers(number, NUMBERS_IN_A_ROW))
                            .toArray(ArrayData[]::new);
                    return Stream.of(
                            new Case(flat, sizes, numbers(number, ELEMENTS), number.defaultSize()),
                            new Case(
                                    DataTypes.createArrayType(flat, false),
                                    List.of(),
                                    new GenericArrayData(rows),
                                    number.defaultSize()));
                }));
    }

    private static ArrayData numbers(DataType type, int count) {
        long[] values = IntStream.range(0, count).mapToLong(i -> 1_000_000L + i).toArray();
        double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = values[i];
        }
        return switch (type.typeName()) {
            case "float" -> UnsafeArrayData.fromPrimitiveArray(floats);
            case "double" -> UnsafeArrayData.fromPrimitiveArray(doubles);
            case "integer" ->
                UnsafeArrayData.fromPrimitiveArray(
                        Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
            case "long" -> UnsafeArrayData.fromPrimitiveArray(values);
            default -> throw new AssertionError(type);
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noNumberIsBoxed(Case one) {
        Optional<ElementType> dtype = Optional.empty();
        Plan plan = new Plan(POOLING, List.of(Forms.of(one.type(), "features", one.sizes(), dtype)));
        InternalRow row = new GenericInternalRow(new Object[] {one.tensor()});
        PoolingFunctions.poolArray(row, plan);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        ArrayData pooled = PoolingFunctions.poolArray(row, plan);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(pooled.numElements()).isEqualTo(one.sizes().isEmpty() ? ROWS_OF_NUMBERS : ELEMENTS / 2);
        long arrays = ELEMENTS * one.bytesOfAnElement() * 2L + ELEMENTS / 2 * one.bytesOfAnElement() * 3L;
        assertThat(allocated).isLessThan(arrays + ELEMENTS * LESS_THAN_AN_OBJECT);
    }
}
