package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyLine;
import io.sparkpooling.report.study.StudyReport;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All poolings in one table, and the figures that stand alone in bars. */
final class StudyOverview implements Section {
    private final StudyReport study;

    StudyOverview(StudyReport study) {
        this.study = study;
    }

    @Override
    public void write(Markup page) {
        Section.open(
                page,
                "overview",
                "All of them",
                "Compare a pooling with the line of its column that is not pooled: that is what the motion alone does.");
        table().write(page, "All poolings");
        page.open("div", "class", "pair").line();
        bars(
                page,
                "Reconstruction (PSNR), higher is nearer",
                pooling -> pooling.fidelity().psnr(),
                pooling -> Quantity.decibels(pooling.fidelity().psnr()));
        bars(page, "Times smaller, in memory", PoolingStudy::ratio, pooling -> Quantity.ratio(pooling.ratio()));
        bars(
                page,
                "Energy of the reconstruction",
                pooling -> pooling.fidelity().energyKept(),
                pooling -> Quantity.share(pooling.fidelity().energyKept()));
        bars(
                page,
                "Kernel time for 10^9 bytes, shorter is faster",
                PoolingStudy::secondsPerGigabyte,
                pooling -> Quantity.seconds(pooling.secondsPerGigabyte()));
        page.close().line();
        figures().writeBehind(page, "These bars in numbers");
        page.close().line();
    }

    private HtmlTable table() {
        List<StudyLine> lines = StudyLine.all(study);
        HtmlTable table = new HtmlTable(Stream.concat(Stream.of("pooling"), lines.get(0).heads().stream())
                .toArray(String[]::new));
        lines.forEach(line -> table.row(
                Stream.concat(Stream.of(line.name()), line.figures().stream()).toArray(String[]::new)));
        return table;
    }

    private void bars(
            Markup page, String title, ToDoubleFunction<PoolingStudy> figure, Function<PoolingStudy, String> text) {
        Bars bars = new Bars(title);
        study.computed()
                .forEach(pooling ->
                        bars.single(pooling.expression(), figure.applyAsDouble(pooling), text.apply(pooling)));
        page.open("div").element("h3", title);
        bars.write(page);
        page.close().line();
    }

    private HtmlTable figures() {
        HtmlTable table = new HtmlTable(
                "pooling", "tensor", "becomes", "tensors", "ratio", "PSNR", "energy", "equal", "1 GB", "kernel");
        study.computed()
                .forEach(pooling -> table.row(
                        pooling.expression(),
                        pooling.before(),
                        pooling.after(),
                        Long.toString(pooling.tensors()),
                        Quantity.ratio(pooling.ratio()),
                        Quantity.decibels(pooling.fidelity().psnr()),
                        Quantity.share(pooling.fidelity().energyKept()),
                        Quantity.share(pooling.fidelity().agreement()),
                        Quantity.seconds(pooling.secondsPerGigabyte()),
                        pooling.kernel()));
        return table;
    }
}
