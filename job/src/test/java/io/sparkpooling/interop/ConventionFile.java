package io.sparkpooling.interop;

import io.sparkpooling.parity.Npy;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.memory.util.Float16;

/**
 * A file of {@code conventions/}, and what the job must make of it.
 *
 * @param name the file's name
 * @param hints options of the command line that say what the file does not
 * @param extension name and metadata of the Arrow extension type of the pooled column, with a space between; empty for none
 * @param rowShape the shape that each row of the result states itself; of variable files, the first row's
 * @param expected which of PyTorch's results
 */
record ConventionFile(String name, List<String> hints, String extension, List<Integer> rowShape, String expected) {
    static final Path FOLDER = Path.of("src/test/resources/conventions");
    private static final int ROWS = 4;
    private static final int CHANNELS = 6;
    private static final int PIXELS = 8 * 8;

    /** A file whose rows hold PyTorch's result of the common input, or of another that {@code expected} names. */
    static ConventionFile of(String name, String extension, String expected, Integer... rowShape) {
        return new ConventionFile(name, List.of(), extension, List.of(rowShape), expected);
    }

    ConventionFile with(String... options) {
        return new ConventionFile(name, List.of(options), extension, rowShape, expected);
    }

    boolean isArrow() {
        return name.endsWith(".arrow");
    }

    boolean isVariable() {
        return expected.equals("variable");
    }

    Path path() {
        return FOLDER.resolve(name);
    }

    /** All files in the folder that hold rows. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".parquet") || name.endsWith(".arrow"))
                    .filter(name -> !name.contains("-zero-rows"))
                    .sorted()
                    .toList();
        }
    }

    /** What the rows must hold, in the order in which the pooled file has it. */
    List<double[]> expectedRows() {
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(expectedRow(row));
        }
        return rows;
    }

    private double[] expectedRow(int row) {
        if (isVariable()) {
            return numbers(Npy.convention("expected-variable-%d-max2d-k2.npy".formatted(row)), Optional.empty());
        }
        double[] logical = numbers(Npy.convention("expected-%smax2d-k2.npy".formatted(expected)), Optional.of(row));
        return isChannelsLast() ? channelsLast(logical) : logical;
    }

    /** A maximum of halves is the half of the maximum, since rounding keeps the order. */
    private double[] numbers(Npy npy, Optional<Integer> row) {
        int count = npy.shape().elementCount() / (row.isPresent() ? ROWS : 1);
        TensorView view =
                new TensorView(TensorType.of(npy.type(), Shape.of(count))).moveTo(npy.values(), row.orElse(0) * count);
        double[] numbers = new double[count];
        for (int index = 0; index < count; index++) {
            double number = npy.type() == ElementType.FLOAT32 ? view.number(index) : view.integer(index);
            numbers[index] = name.contains("float16") ? Float16.toFloat(Float16.toFloat16((float) number)) : number;
        }
        return numbers;
    }

    private boolean isChannelsLast() {
        return name.contains("-hwc") || name.contains("-permutation");
    }

    private static double[] channelsLast(double[] channelsFirst) {
        double[] last = new double[channelsFirst.length];
        for (int index = 0; index < last.length; index++) {
            last[index] = channelsFirst[index % CHANNELS * PIXELS + index / CHANNELS];
        }
        return last;
    }

    @Override
    public String toString() {
        return name;
    }
}
