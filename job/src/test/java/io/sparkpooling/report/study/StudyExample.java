package io.sparkpooling.report.study;

import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.ShiftChange;
import java.util.List;

/** A study whose figures are round: a column in two poolings, a signal, one that reads beside, one that cannot be computed. */
public final class StudyExample {
    private StudyExample() {}

    public static StudyReport study() {
        return new StudyReport(
                StudyReport.SCHEMA_VERSION,
                "0.1.0",
                List.of("/data/features"),
                2,
                1000,
                100,
                2,
                List.of(
                        pooling("max_pool2d(head, kernel_size=2)", "head", List.of("H", "W"), along(2), 0.25),
                        pooling("max_pool1d(sound, kernel_size=4)", "sound", List.of("T"), along(1), 1),
                        pooling("avg_pool2d(head, kernel_size=2)", "head", List.of("H", "W"), along(2), 0),
                        pooling("avg_pool2d(head, kernel_size=2, mask='ok')", "head", List.of("H", "W"), List.of(), 0),
                        PoolingStudy.failed(
                                "avg_pool2d(stage5, kernel_size=9)",
                                "stage5",
                                "Cannot pool 384x7x7 with kernel 9x9, padding 0: the output would be empty")),
                List.of("1 of 3 files cannot be read and are left out; the first: [c.parquet] Cannot read file: cut"));
    }

    private static List<Motion> along(int axes) {
        return Motion.upTo(2).stream().filter(motion -> motion.moves(axes)).toList();
    }

    /** Of squares that add up to 100 the change before is 36, stability 0.7; after it the share of that. */
    private static PoolingStudy pooling(
            String expression, String column, List<String> axes, List<Motion> motions, double share) {
        ShiftChange before = new ShiftChange(100, 100, 36);
        ShiftChange after = new ShiftChange(100, 100, 36 * share);
        return new PoolingStudy(
                expression,
                column,
                axes,
                "float32 24x56x56 (C,H,W)",
                "float32 24x28x28 (C,H,W)",
                99,
                4000,
                1000,
                new Fidelity(99, 100, 50, 0, 10, 100, 75, 100, before, after),
                motions.stream()
                        .map(motion -> new MotionResult(motion, 99, before, after, before.cosine(), after.cosine()))
                        .toList(),
                "float rows",
                0.125,
                List.of(new RejectCount(column, "null", 1, "a.parquet, row 17")),
                "");
    }
}
