package io.sparkpooling.report.html;

import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.SampleRule;
import io.sparkpooling.report.TensorReport;
import io.sparkpooling.report.TensorSide;
import io.sparkpooling.report.UncoveredBorder;
import io.sparkpooling.report.ValueStatistics;

/** What it did to the data: a card for each pooled column. */
final class KeptSection implements Section {
    private final RunReport report;

    KeptSection(RunReport report) {
        this.report = report;
    }

    @Override
    public void write(Markup page) {
        Section.open(
                page,
                "kept",
                "What it did to the data",
                "Range, mean, deviation and zeros are of all values. " + SampleRule.sentence());
        Bars.legend(page);
        report.tensors().forEach(tensor -> card(page, tensor));
        explanations(page);
        page.close().line();
    }

    private static void card(Markup page, TensorReport tensor) {
        page.open("article", "class", "card").line();
        page.open("h3").name(tensor.outputColumn()).close();
        page.open("p").open("code").name(tensor.expression()).close(2);
        page.element("p", types(tensor), "class", "types").line();
        for (UncoveredBorder border : tensor.uncovered()) {
            page.open("p", "class", "warning")
                    .text("No window covers %s at the borders of "
                            .formatted(Quantity.count(border.elements(), "element")))
                    .name(border.axisName())
                    .text(".")
                    .close();
        }
        tiles(page, tensor);
        page.open("div", "class", "pair").open("div").element("h4", "Values: range, mean ± standard deviation");
        new RangeChart(tensor.before(), tensor.after()).write(page);
        page.close().open("div").element("h4", "Zeros, and stability under a shift by one");
        shares(tensor).writeShares(page);
        page.close(2).line();
        table(tensor).writeBehind(page, "All numbers of this column");
        page.close().line();
    }

    private static String types(TensorReport tensor) {
        TensorSide before = tensor.before();
        TensorSide after = tensor.after();
        return "%s %s → %s %s, %s"
                .formatted(
                        before.form().elementType(),
                        times(before.form().shapeText()),
                        after.form().elementType(),
                        times(after.form().shapeText()),
                        Quantity.count(after.tensors(), "tensor"));
    }

    private static String times(String shape) {
        return shape.replace("x", " × ");
    }

    private static void tiles(Markup page, TensorReport tensor) {
        Fidelity fidelity = tensor.fidelity();
        page.open("div", "class", "tiles small").line();
        Section.tile(page, "Reconstruction", Quantity.decibels(fidelity.psnr()), "PSNR, nearest neighbour");
        Section.tile(page, "Energy", Quantity.share(fidelity.energyKept()), "reconstruction to input");
        Section.tile(
                page,
                "Stability",
                Quantity.share(fidelity.shiftAfter().stability()),
                "was " + Quantity.share(fidelity.shiftBefore().stability()));
        Section.tile(page, "Equal elements", Quantity.share(fidelity.agreement()), "in the reconstruction");
        page.close().line();
    }

    private static Bars shares(TensorReport tensor) {
        ValueStatistics before = tensor.before().statistics();
        ValueStatistics after = tensor.after().statistics();
        double stillBefore = tensor.fidelity().shiftBefore().stability();
        double stillAfter = tensor.fidelity().shiftAfter().stability();
        return new Bars("Share of zeros, and stability, before and after")
                .pair(
                        "zeros",
                        (double) before.zeros() / before.count(),
                        (double) after.zeros() / after.count(),
                        Quantity.share(before.zeros(), before.count()),
                        Quantity.share(after.zeros(), after.count()))
                .pair("stability", stillBefore, stillAfter, Quantity.share(stillBefore), Quantity.share(stillAfter));
    }

    private static HtmlTable table(TensorReport tensor) {
        ValueStatistics before = tensor.before().statistics();
        ValueStatistics after = tensor.after().statistics();
        Fidelity fidelity = tensor.fidelity();
        return new HtmlTable("figure", "before", "after")
                .row(
                        "shape",
                        tensor.before().form().shapeText(),
                        tensor.after().form().shapeText())
                .row(
                        "tensors",
                        Long.toString(tensor.before().tensors()),
                        Long.toString(tensor.after().tensors()))
                .row("elements", Long.toString(before.count()), Long.toString(after.count()))
                .row("minimum", Quantity.value(before.min()), Quantity.value(after.min()))
                .row("maximum", Quantity.value(before.max()), Quantity.value(after.max()))
                .row("mean", Quantity.value(before.mean()), Quantity.value(after.mean()))
                .row(
                        "standard deviation",
                        Quantity.value(Math.sqrt(before.variance())),
                        Quantity.value(Math.sqrt(after.variance())))
                .row("energy (sum of squares)", Quantity.value(before.energy()), Quantity.value(after.energy()))
                .row(
                        "zeros",
                        Quantity.share(before.zeros(), before.count()),
                        Quantity.share(after.zeros(), after.count()))
                .row("NaN", Long.toString(before.nan()), Long.toString(after.nan()))
                .row("infinite", Long.toString(infinite(before)), Long.toString(infinite(after)))
                .row(
                        "stability under a shift",
                        Quantity.value(fidelity.shiftBefore().stability()),
                        Quantity.value(fidelity.shiftAfter().stability()))
                .row("PSNR of the reconstruction", "", Quantity.decibels(fidelity.psnr()))
                .row("energy of the reconstruction", "", Quantity.share(fidelity.energyKept()))
                .row("equal elements in it", "", Quantity.share(fidelity.agreement()))
                .row("tensors sampled for these", "", Long.toString(fidelity.tensors()))
                .row("kernel", "", tensor.kernel());
    }

    private static long infinite(ValueStatistics values) {
        return values.positiveInfinite() + values.negativeInfinite();
    }

    private static void explanations(Markup page) {
        page.open("details", "class", "numbers").element("summary", "How these are computed");
        page.open("dl")
                .element("dt", "Reconstruction")
                .element(
                        "dd",
                        "Each element gets the pooled value of the window whose middle is nearest."
                                + " PSNR = 10 log10((max - min)² / mean squared error), in decibels; higher is nearer."
                                + " It speaks of averages and maxima; a sum or a norm has another scale by its nature.")
                .element("dt", "Energy")
                .element(
                        "dd",
                        "The sum of squares of the reconstruction as a share of that before; over 100 % where it is larger, as that of maxima is.")
                .element("dt", "Stability")
                .element(
                        "dd",
                        "1 - |x - s(x)| / (|x| + |s(x)|), where s moves the input by one element along the last pooled axis and"
                                + " repeats the first; after pooling x and s(x) are pooled first. 1 where nothing changes.")
                .close(2)
                .line();
    }
}
