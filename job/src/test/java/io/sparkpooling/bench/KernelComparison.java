package io.sparkpooling.bench;

import io.sparkpooling.bench.KernelContestant.UnsupportedWorkloadException;
import io.sparkpooling.bench.KernelWorkload.Kind;
import io.sparkpooling.bench.KernelWorkload.Layout;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * One workload pooled by us and by each rival that can, on the same values: their answers are compared, then they are timed.
 *
 * @param kernel our implementation's name
 * @param refusals the rivals that cannot, and why
 * @param differences the largest difference of each rival's answer from ours, relative to the larger number
 */
record KernelComparison(
        KernelWorkload workload,
        String kernel,
        KernelTimes copy,
        KernelTimes ours,
        List<KernelTimes> rivals,
        Map<String, String> refusals,
        Map<String, Double> differences) {

    /** Opens a contestant. */
    private interface Opening {
        KernelContestant open(KernelWorkload workload, Object values) throws UnsupportedWorkloadException;
    }

    private static final Map<String, Opening> RIVALS = new TreeMap<>(Map.of(
            "libtorch contiguous", (workload, values) -> new TorchKernel(workload, Layout.CHANNELS_FIRST, values),
            "libtorch channels_last", (workload, values) -> new TorchKernel(workload, Layout.CHANNELS_LAST, values),
            "ONNX Runtime", OnnxKernel::new));

    /** The names of all rivals, in the order in which they are printed. */
    static List<String> rivalNames() {
        return List.copyOf(RIVALS.keySet());
    }

    static KernelComparison of(KernelWorkload workload, long seed, int repetitions) throws Exception {
        Object values = noise(workload, seed);
        OurKernel ours = new OurKernel(workload, values);
        List<KernelContestant> rivals = new ArrayList<>();
        Map<String, String> refusals = new TreeMap<>();
        for (Map.Entry<String, Opening> rival : RIVALS.entrySet()) {
            try {
                rivals.add(rival.getValue().open(workload, values));
            } catch (UnsupportedWorkloadException refusal) {
                refusals.put(rival.getKey(), refusal.getMessage());
            }
        }
        Map<String, Double> differences = differences(workload, ours, rivals);
        KernelComparison comparison = new KernelComparison(
                workload,
                ours.implementation(),
                new KernelTimes(new ArrayCopy(workload, values)),
                new KernelTimes(ours),
                rivals.stream().map(KernelTimes::new).toList(),
                refusals,
                differences);
        comparison.measure(repetitions);
        rivals.forEach(KernelContestant::close);
        return comparison;
    }

    /** ReLU'd noise, half of it zeros; in integers up to the largest of the type. */
    private static Object noise(KernelWorkload workload, long seed) {
        ElementType type = workload.type();
        int count = workload.elements();
        Object values = type.newArray(count);
        TensorView view = new TensorView(TensorType.of(type, Shape.of(count))).moveTo(values, 0);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            double value = Math.max(0, random.nextGaussian());
            view.setNumber(i, type.isFloatingPoint() ? value : Math.rint(value * 50));
        }
        return values;
    }

    private static Map<String, Double> differences(
            KernelWorkload workload, OurKernel ours, List<KernelContestant> rivals) throws Exception {
        double[] answer = ours.answer();
        Map<String, Double> differences = new TreeMap<>();
        for (KernelContestant rival : rivals) {
            double difference = difference(answer, rival.answer());
            if (!(difference <= bound(workload, rival))) {
                throw new IllegalStateException("%s: %s differs from ours by %s, more than %s"
                        .formatted(workload, rival.name(), difference, bound(workload, rival)));
            }
            differences.put(rival.name(), difference);
        }
        return differences;
    }

    /** None for maxima, nor for averages of contiguous tensors by PyTorch; else what rounding each addition allows. */
    private static double bound(KernelWorkload workload, KernelContestant rival) {
        boolean windows = workload.kind() != Kind.MEAN && workload.kind() != Kind.TOKEN_MEAN;
        if (workload.isMaximum() || windows && rival.name().equals("libtorch contiguous")) {
            return 0;
        }
        return switch (workload.type()) {
            case FLOAT16 -> 0x1p-10;
            case BFLOAT16 -> 0x1p-7;
            default -> workload.taps() * 0x1p-24;
        };
    }

    private static double difference(double[] one, double[] other) {
        if (one.length != other.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = Math.abs(one[i] - other[i]);
            largest = Math.max(
                    largest, difference == 0 ? 0 : difference / Math.max(Math.abs(one[i]), Math.abs(other[i])));
        }
        return largest;
    }

    private void measure(int repetitions) throws Exception {
        List<KernelTimes> all = new ArrayList<>(List.of(copy, ours));
        all.addAll(rivals);
        for (KernelTimes times : all) {
            times.warmUp();
        }
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (KernelTimes times : all) {
                times.repeat();
            }
        }
    }

    /** The rival of that name, if it knows the workload. */
    Optional<KernelTimes> rival(String name) {
        return rivals.stream().filter(rival -> rival.name().equals(name)).findFirst();
    }

    Optional<KernelTimes> bestRival() {
        return rivals.stream().min(Comparator.comparingDouble(KernelTimes::median));
    }

    /** How many times as fast as the best rival we are: below 1 we lose. */
    double overBestRival() {
        return bestRival().map(rival -> rival.median() / ours.median()).orElse(Double.NaN);
    }

    /** The same by the clock. */
    double overBestRivalByTheClock() {
        return bestRival()
                .map(rival -> KernelTimes.quantile(rival.elapsed(), 0.5) / KernelTimes.quantile(ours.elapsed(), 0.5))
                .orElse(Double.NaN);
    }

    /** The time of copying the input over ours. */
    double overCopy() {
        return copy.median() / ours.median();
    }
}
