package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.study.Answers;
import io.sparkpooling.report.study.MotionResult;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleBiFunction;

/**
 * What is told of an answer to a motion; 1 where nothing changes.
 *
 * @param axis how the page's script writes it at an axis
 */
record MotionFigure(
        String title, ToDoubleBiFunction<Answers, MotionResult> value, DoubleFunction<String> text, String axis) {
    /** In the order in which the page shows them. */
    static final List<MotionFigure> ALL = List.of(
            new MotionFigure("Stability", Answers::stability, Quantity::share, "share"),
            new MotionFigure("Cosine similarity", Answers::cosine, Quantity::value, "number"));

    double of(Series series, MotionResult result) {
        return value.applyAsDouble(series.answers(), result);
    }
}
