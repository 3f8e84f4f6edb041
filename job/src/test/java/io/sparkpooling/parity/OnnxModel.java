package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of one node, as the bytes of an ONNX {@code ModelProto}. Field numbers are those of {@code onnx.proto}. Inputs are
 * named {@code x0, x1, ...} and outputs {@code y0, y1, ...}; their sizes are left open.
 *
 * @param operator ONNX's name of the operation, such as {@code AveragePool}
 * @param opset the version of the operator set that gives the node its meaning
 * @param attributes each a Long, a Float, a String or a list of Longs
 */
public record OnnxModel(String operator, int opset, Map<String, Object> attributes) {
    /** The newest operator set with pooling operations of its own. */
    static final int NEWEST_OPSET = 22;

    private static final int IR_VERSION = 10;

    public OnnxModel {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public static OnnxModel of(String operator) {
        return new OnnxModel(operator, NEWEST_OPSET, Map.of());
    }

    public OnnxModel inOpset(int other) {
        return new OnnxModel(operator, other, attributes);
    }

    /** With another attribute: an Integer, a Float, a String, or a list of Integers. */
    public OnnxModel with(String name, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(attributes);
        extended.put(name, value);
        return new OnnxModel(operator, opset, extended);
    }

    /** The model for inputs and outputs of these types. */
    public byte[] bytes(List<ElementType> inputs, List<ElementType> outputs) {
        ProtobufWriter operators = new ProtobufWriter().text(1, "").integer(2, opset);
        return new ProtobufWriter()
                .integer(1, IR_VERSION)
                .message(7, graph(inputs, outputs))
                .message(8, operators)
                .toByteArray();
    }

    private ProtobufWriter graph(List<ElementType> inputs, List<ElementType> outputs) {
        ProtobufWriter graph = new ProtobufWriter()
                .message(1, node(inputs.size(), outputs.size()))
                .text(2, "pooling");
        for (int i = 0; i < inputs.size(); i++) {
            graph.message(11, value("x" + i, inputs.get(i)));
        }
        for (int i = 0; i < outputs.size(); i++) {
            graph.message(12, value("y" + i, outputs.get(i)));
        }
        return graph;
    }

    private ProtobufWriter node(int inputs, int outputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (int i = 0; i < inputs; i++) {
            node.text(1, "x" + i);
        }
        for (int i = 0; i < outputs; i++) {
            node.text(2, "y" + i);
        }
        node.text(4, operator);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        return node;
    }

    private static ProtobufWriter attribute(String name, Object value) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        if (value instanceof Float number) {
            return attribute.number(2, number).integer(20, 1);
        } else if (value instanceof Integer integer) {
            return attribute.integer(3, integer).integer(20, 2);
        } else if (value instanceof String text) {
            return attribute.text(4, text).integer(20, 3);
        }
        ((List<?>) value).forEach(entry -> attribute.integer(8, (Integer) entry));
        return attribute.integer(20, 7);
    }

    private static ProtobufWriter value(String name, ElementType type) {
        ProtobufWriter tensor = new ProtobufWriter().integer(1, number(type));
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }

    /** {@code TensorProto.DataType}. */
    private static int number(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BOOL -> 9;
            case FLOAT16 -> 10;
            case FLOAT64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BFLOAT16 -> 16;
        };
    }
}
