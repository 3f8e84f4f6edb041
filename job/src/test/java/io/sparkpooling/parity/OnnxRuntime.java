package io.sparkpooling.parity;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime, asked inside this JVM: one node at a time, on the CPU and on one thread, with no rewriting of the model. */
public final class OnnxRuntime {
    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    private static final OrtSession.SessionOptions OPTIONS = options();

    private OnnxRuntime() {}

    /** The one that this JVM has. */
    public static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    private static OrtSession.SessionOptions options() {
        try {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            return options;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The outputs of the model's node.
     *
     * @param outputs the types of the outputs that are asked for
     * @throws OrtException if it will not do this, with its reason
     */
    static List<OnnxTensorValue> ask(OnnxModel model, List<ElementType> outputs, OnnxTensorValue... inputs)
            throws OrtException {
        byte[] bytes =
                model.bytes(Arrays.stream(inputs).map(OnnxTensorValue::type).toList(), outputs);
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try (OrtSession session = ENVIRONMENT.createSession(bytes, OPTIONS)) {
            for (OnnxTensorValue input : inputs) {
                tensors.put("x" + tensors.size(), tensor(input));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                List<OnnxTensorValue> answers = new ArrayList<>();
                for (int i = 0; i < outputs.size(); i++) {
                    answers.add(value(outputs.get(i), (OnnxTensor) result.get(i)));
                }
                return answers;
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** The only output, of the first input's type. */
    static OnnxTensorValue ask(OnnxModel model, OnnxTensorValue... inputs) throws OrtException {
        return ask(model, List.of(inputs[0].type()), inputs).get(0);
    }

    public static OnnxTensor tensor(OnnxTensorValue value) throws OrtException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(
                        value.shape().elementCount(), value.type().bytes()))
                .order(ByteOrder.nativeOrder());
        switch (value.type()) {
            case FLOAT16, BFLOAT16, INT16, UINT16 -> buffer.asShortBuffer().put((short[]) value.values());
            case FLOAT32 -> buffer.asFloatBuffer().put((float[]) value.values());
            case FLOAT64 -> buffer.asDoubleBuffer().put((double[]) value.values());
            case INT8, UINT8, BOOL -> buffer.duplicate().put((byte[]) value.values());
            case INT32, UINT32 -> buffer.asIntBuffer().put((int[]) value.values());
            case INT64, UINT64 -> buffer.asLongBuffer().put((long[]) value.values());
        }
        long[] sizes = Arrays.stream(value.shape().toArray()).asLongStream().toArray();
        return OnnxTensor.createTensor(ENVIRONMENT, buffer, sizes, javaType(value.type()));
    }

    public static OnnxTensorValue value(ElementType type, OnnxTensor tensor) {
        int[] sizes = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        Shape shape = Shape.of(sizes);
        Object values = type.newArray(shape.elementCount());
        ByteBuffer buffer = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
        switch (type) {
            case FLOAT16, BFLOAT16, INT16, UINT16 -> buffer.asShortBuffer().get((short[]) values);
            case FLOAT32 -> buffer.asFloatBuffer().get((float[]) values);
            case FLOAT64 -> buffer.asDoubleBuffer().get((double[]) values);
            case INT8, UINT8, BOOL -> buffer.get((byte[]) values);
            case INT32, UINT32 -> buffer.asIntBuffer().get((int[]) values);
            case INT64, UINT64 -> buffer.asLongBuffer().get((long[]) values);
        }
        return new OnnxTensorValue(type, shape, values);
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case INT8 -> OnnxJavaType.INT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
            case UINT16, UINT32, UINT64 -> throw new IllegalArgumentException(type.word());
        };
    }
}
