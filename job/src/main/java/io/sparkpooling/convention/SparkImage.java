package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Bytes;
import io.sparkpooling.convention.Structure.Fields;
import io.sparkpooling.convention.Structure.Number;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Spark's images, {@code spark.read.format("image")}: {@code struct<origin, height, width, nChannels, mode, data>}, rows of pixels as
 * OpenCV has them, uint8, channels last (BGR). The mode is OpenCV's code of element type and channels.
 */
final class SparkImage implements RowConvention {
    private static final String ORIGIN = "origin";
    private static final String HEIGHT = "height";
    private static final String WIDTH = "width";
    private static final String CHANNELS = "nChannels";
    private static final String MODE = "mode";
    private static final String DATA = "data";
    private static final Fields STRUCTURE = new Fields(List.of(
            new Structure.Field(ORIGIN, new Structure.Text()),
            new Structure.Field(HEIGHT, new Number(ElementType.INT32)),
            new Structure.Field(WIDTH, new Number(ElementType.INT32)),
            new Structure.Field(CHANNELS, new Number(ElementType.INT32)),
            new Structure.Field(MODE, new Number(ElementType.INT32)),
            new Structure.Field(DATA, new Bytes(OptionalInt.empty()))));

    /** CV_8UC1, CV_8UC3 and CV_8UC4, by the number of channels: all that Spark knows. */
    private static final Map<Integer, Integer> MODES = Map.of(1, 0, 3, 16, 4, 24);

    private static final int UNDEFINED = -1;
    private static final List<String> AXES = List.of("H", "W", "C");

    @Override
    public String name() {
        return "Spark image";
    }

    @Override
    public Description description() {
        return new Description(
                "Spark's `image` source: `struct<origin, height, width, nChannels, mode, data>`",
                "each row; H, W, C, uint8",
                "the new height and width in each row; `origin` as it was");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && column.structure().equals(STRUCTURE);
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        return FirstRowType.of(this, column, ElementType.UINT8, hints);
    }

    @Override
    public Column store(Column source, TensorType type) {
        boolean isImage = type.elementType() == ElementType.UINT8
                && type.shape().rank() == AXES.size()
                && MODES.containsKey(type.shape().size(2));
        if (!isImage) {
            throw new InvalidArgumentException(
                    "Cannot store %s in column %s: a Spark image is uint8, with 1, 3 or 4 channels last"
                            .formatted(type, source.name()));
        }
        return source;
    }

    @Override
    public RowForm form(Column column, TensorType type) {
        return new Form();
    }

    private record Form() implements RowForm {
        @Override
        public TensorView read(RowParts row) {
            int mode = integer(row, MODE);
            int channels = integer(row, CHANNELS);
            if (mode == UNDEFINED) {
                throw new InvalidTensorException("its image is undefined (mode -1): Spark could not read it");
            }
            if (MODES.getOrDefault(channels, UNDEFINED) != mode) {
                throw new InvalidTensorException(
                        "its mode is %d with %d channels (0 with 1, 16 with 3 and 24 with 4 are known)"
                                .formatted(mode, channels));
            }
            Shape shape = shape(integer(row, HEIGHT), integer(row, WIDTH), channels);
            byte[] data = row.bytes(DATA);
            if (data.length != shape.elementCount()) {
                throw new InvalidTensorException("%d bytes for an image of %s (%d expected)"
                        .formatted(data.length, shape, shape.elementCount()));
            }
            return new TensorView(new TensorType(ElementType.UINT8, shape, AXES, List.of())).moveTo(data, 0);
        }

        private static int integer(RowParts row, String field) {
            return (int) row.numbers(field).integer(0);
        }

        private static Shape shape(int... sizes) {
            try {
                Shape shape = Shape.of(sizes);
                if (shape.elementCount() == 0) {
                    throw new InvalidTensorException("its image of %s holds no pixels".formatted(shape));
                }
                return shape;
            } catch (InvalidArgumentException invalid) {
                throw new InvalidTensorException(invalid.getMessage());
            }
        }

        @Override
        public RowParts kept(RowParts row) {
            return row.has(ORIGIN) ? new RowParts().with(ORIGIN, row.bytes(ORIGIN)) : RowParts.NONE;
        }

        @Override
        public RowParts write(TensorView tensor) {
            Shape shape = tensor.type().shape();
            int channels = shape.size(2);
            return new RowParts()
                    .with(HEIGHT, Numbers.of(ElementType.INT32, shape.size(0)))
                    .with(WIDTH, Numbers.of(ElementType.INT32, shape.size(1)))
                    .with(CHANNELS, Numbers.of(ElementType.INT32, channels))
                    .with(MODE, Numbers.of(ElementType.INT32, MODES.get(channels)))
                    .with(DATA, (byte[]) RowForm.elements(tensor));
        }
    }
}
