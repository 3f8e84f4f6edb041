package io.sparkpooling.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sparkpooling.bench.KernelWorkload.Windows;
import io.sparkpooling.parity.OnnxModel;
import io.sparkpooling.parity.OnnxRuntime;
import io.sparkpooling.parity.OnnxTensorValue;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** ONNX Runtime on the calling thread, all rows as one batch, with all its optimizations; its outputs are freed at once. */
final class OnnxKernel implements KernelContestant {
    private final OrtSession session;
    private final OnnxTensor input;
    private final KernelWorkload workload;

    /**
     * @param values channels first, as a carrier array of the workload's element type
     * @throws UnsupportedWorkloadException if ONNX Runtime refuses
     */
    OnnxKernel(KernelWorkload workload, Object values) throws UnsupportedWorkloadException {
        this.workload = workload;
        Shape batch = Shape.of(IntStream.concat(
                        IntStream.of(workload.rows()),
                        IntStream.of(workload.shape().toArray()))
                .toArray());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            byte[] model = model(workload).bytes(List.of(workload.type()), List.of(workload.type()));
            this.session = OnnxRuntime.environment().createSession(model, options);
            this.input = OnnxRuntime.tensor(new OnnxTensorValue(workload.type(), batch, values));
            pool();
        } catch (OrtException refusal) {
            throw new UnsupportedWorkloadException(
                    String.valueOf(refusal.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static OnnxModel model(KernelWorkload workload) {
        return switch (workload.kind()) {
            case MAX -> windowed(OnnxModel.of("MaxPool"), workload.windows());
            case AVERAGE -> windowed(OnnxModel.of("AveragePool").with("count_include_pad", 1), workload.windows());
            case AVERAGE_WITHOUT_PADDING -> windowed(OnnxModel.of("AveragePool"), workload.windows());
            case MEAN -> OnnxModel.of("GlobalAveragePool");
            case TOKEN_MEAN ->
                OnnxModel.of("ReduceMean").inOpset(13).with("axes", List.of(1)).with("keepdims", 0);
        };
    }

    private static OnnxModel windowed(OnnxModel model, Windows windows) {
        return model.with("kernel_shape", windows.kernelSize())
                .with("strides", windows.stride())
                .with(
                        "pads",
                        Stream.concat(windows.padding().stream(), windows.padding().stream())
                                .toList());
    }

    @Override
    public void pool() throws OrtException {
        session.run(Map.of("x0", input)).close();
    }

    @Override
    public double[] answer() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("x0", input))) {
            OnnxTensorValue value = OnnxRuntime.value(workload.type(), (OnnxTensor) result.get(0));
            TensorView numbers = new TensorView(TensorType.of(value.type(), value.shape())).moveTo(value.values(), 0);
            return IntStream.range(0, value.shape().elementCount())
                    .mapToDouble(numbers::number)
                    .toArray();
        }
    }

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public void close() {
        input.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
