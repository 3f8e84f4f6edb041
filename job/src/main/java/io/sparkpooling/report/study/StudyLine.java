package io.sparkpooling.report.study;

import io.sparkpooling.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the study's table: a pooling, or the tensors as they are, which those below are to be compared with.
 *
 * @param heads what the figures are
 * @param name the expression
 * @param failure why there are no figures; empty where there are
 */
public record StudyLine(List<String> heads, List<String> figures, String name, String failure) {
    /** A figure that there is not. */
    public static final String NONE = "-";

    /** The poolings of one column along the same axes below that column; what could not be computed at the end. */
    public static List<StudyLine> all(StudyReport study) {
        List<StudyLine> lines = new ArrayList<>();
        for (String ground :
                study.computed().stream().map(PoolingStudy::ground).distinct().toList()) {
            List<PoolingStudy> poolings = study.computed().stream()
                    .filter(pooling -> pooling.ground().equals(ground))
                    .toList();
            poolings.stream()
                    .filter(pooling -> !pooling.motions().isEmpty())
                    .findFirst()
                    .ifPresent(any -> lines.add(asItIs(study, any)));
            poolings.forEach(pooling -> lines.add(of(study, pooling)));
        }
        study.poolings().stream()
                .filter(pooling -> !pooling.worked())
                .forEach(pooling -> lines.add(of(study, pooling)));
        return lines;
    }

    private static StudyLine asItIs(StudyReport study, PoolingStudy pooling) {
        return line(
                study, List.of(NONE, NONE, NONE), Answers.before(pooling), NONE, pooling.ground() + ", not pooled", "");
    }

    private static StudyLine of(StudyReport study, PoolingStudy pooling) {
        List<String> kept = List.of(
                Quantity.ratio(pooling.ratio()),
                Quantity.decibels(pooling.fidelity().psnr()),
                Quantity.share(pooling.fidelity().energyKept()));
        return line(
                study,
                kept,
                Answers.after(pooling),
                Quantity.seconds(pooling.secondsPerGigabyte()),
                pooling.expression(),
                pooling.failure().replaceAll("\\s+", " "));
    }

    private static StudyLine line(
            StudyReport study, List<String> kept, Answers answers, String time, String name, String failure) {
        List<Integer> shifts = study.shifts() == 1 ? List.of(1) : List.of(1, study.shifts());
        List<String> heads = Stream.of(
                        Stream.of("ratio", "PSNR", "energy"),
                        shifts.stream().map(shift -> "shift " + shift),
                        Stream.of("rotation", "scaling", "cosine", "1 GB"))
                .flatMap(head -> head)
                .toList();
        List<String> figures = Stream.of(
                        kept.stream(),
                        shifts.stream().map(shift -> Quantity.share(answers.shift(shift))),
                        Stream.of(
                                Quantity.share(answers.stability(Motion.Kind.ROTATION)),
                                Quantity.share(answers.stability(Motion.Kind.SCALING)),
                                Quantity.value(answers.cosine()),
                                time))
                .flatMap(figure -> figure)
                .toList();
        return new StudyLine(heads, figures, name, failure);
    }
}
