package io.sparkpooling.report.html;

import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.StorageCost;
import io.sparkpooling.report.TensorReport;
import io.sparkpooling.report.Totals;

/** What was saved: bytes in memory and on disk, and what they cost. */
final class SavedSection implements Section {
    private final RunReport report;

    SavedSection(RunReport report) {
        this.report = report;
    }

    @Override
    public void write(Markup page) {
        Section.open(
                page,
                "saved",
                "What was saved",
                "On disk is what the files hold, encoded and compressed; in memory is elements times their size.");
        tiles(page);
        Bars.legend(page);
        bars(page);
        table().writeBehind(page, "Sizes in numbers");
        cost().writeBehind(page, "Cost in numbers");
        page.close().line();
    }

    private void tiles(Markup page) {
        Totals totals = report.totals();
        StorageCost cost = report.cost();
        page.open("div", "class", "tiles").line();
        Section.tile(
                page,
                "On disk",
                Quantity.ratio(totals.storedRatio()) + " ×",
                "%s → %s"
                        .formatted(
                                Quantity.bytes(totals.storedBytesBefore()), Quantity.bytes(totals.storedBytesAfter())));
        Section.tile(
                page,
                "In memory",
                Quantity.ratio(totals.logicalRatio()) + " ×",
                "%s → %s"
                        .formatted(
                                Quantity.bytes(totals.logicalBytesBefore()),
                                Quantity.bytes(totals.logicalBytesAfter())));
        Section.tile(
                page,
                "Saved a month",
                "USD " + Quantity.dollars(cost.usdPerMonthSavedPerInputTerabyte()),
                "for each TB of such input, at USD %s per TB and month"
                        .formatted(Quantity.dollars(cost.usdPerTerabyteMonth())));
        page.close().line();
    }

    private void bars(Markup page) {
        Bars disk = new Bars("Bytes on disk of each column, before and after");
        Bars memory = new Bars("Bytes in memory of each column, before and after");
        for (TensorReport tensor : report.tensors()) {
            pair(
                    disk,
                    tensor.outputColumn(),
                    tensor.before().storedBytes(),
                    tensor.after().storedBytes());
            pair(
                    memory,
                    tensor.outputColumn(),
                    tensor.before().logicalBytes(),
                    tensor.after().logicalBytes());
        }
        Totals totals = report.totals();
        pair(disk, "all files", totals.storedBytesBefore(), totals.storedBytesAfter());
        pair(memory, "all tensors", totals.logicalBytesBefore(), totals.logicalBytesAfter());
        page.open("div", "class", "pair").open("div").element("h3", "On disk");
        disk.write(page);
        page.close().open("div").element("h3", "In memory");
        memory.write(page);
        page.close(2).line();
    }

    private static void pair(Bars bars, String name, long before, long after) {
        bars.pair(name, before, after, Quantity.bytes(before), Quantity.bytes(after));
    }

    private HtmlTable table() {
        HtmlTable table = new HtmlTable(
                "column",
                "on disk before",
                "after",
                "ratio",
                "in memory before",
                "after",
                "ratio",
                "codec",
                "encoding");
        for (TensorReport tensor : report.tensors()) {
            table.row(
                    tensor.outputColumn(),
                    Quantity.bytes(tensor.before().storedBytes()),
                    Quantity.bytes(tensor.after().storedBytes()),
                    Quantity.ratio(tensor.storedRatio()),
                    Quantity.bytes(tensor.before().logicalBytes()),
                    Quantity.bytes(tensor.after().logicalBytes()),
                    Quantity.ratio(tensor.logicalRatio()),
                    tensor.before().codec() + " → " + tensor.after().codec(),
                    tensor.before().encoding() + " → " + tensor.after().encoding());
        }
        Totals totals = report.totals();
        return table.row(
                "in all",
                Quantity.bytes(totals.storedBytesBefore()),
                Quantity.bytes(totals.storedBytesAfter()),
                Quantity.ratio(totals.storedRatio()),
                Quantity.bytes(totals.logicalBytesBefore()),
                Quantity.bytes(totals.logicalBytesAfter()),
                Quantity.ratio(totals.logicalRatio()),
                "",
                "");
    }

    private HtmlTable cost() {
        StorageCost cost = report.cost();
        return new HtmlTable("cost", "USD a month")
                .row("price of a TB (10^12 bytes)", Quantity.dollars(cost.usdPerTerabyteMonth()))
                .row("input", dollars(cost.usdPerMonthBefore()))
                .row("output", dollars(cost.usdPerMonthAfter()))
                .row("saved if the input is removed", dollars(cost.usdPerMonthSaved()))
                .row("saved for each TB of such input", Quantity.dollars(cost.usdPerMonthSavedPerInputTerabyte()));
    }

    private static String dollars(double usd) {
        return usd > 0 && usd < 0.01 ? "less than 0.01" : Quantity.dollars(usd);
    }
}
