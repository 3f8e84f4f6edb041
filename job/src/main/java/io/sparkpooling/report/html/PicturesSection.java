package io.sparkpooling.report.html;

import io.sparkpooling.report.Picture;
import io.sparkpooling.report.PictureKind;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.Raster;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.TensorReport;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pictures: the channels that vary most in the first rows, before and after side by side at one scale. */
final class PicturesSection implements Section {
    private final RunReport report;

    PicturesSection(RunReport report) {
        this.report = report;
    }

    @Override
    public void write(Markup page) {
        Section.open(
                page,
                "pictures",
                "Pictures",
                "The channels that vary most in the first rows of the dataset, before and after on one scale of colours.");
        for (TensorReport tensor : report.tensors()) {
            if (!tensor.pictures().isEmpty()) {
                column(page, tensor);
            }
        }
        if (report.tensors().stream().allMatch(tensor -> tensor.pictures().isEmpty())) {
            page.element("p", "There are none: no row was pooled, or results have other axes than their inputs.");
        }
        page.close().line();
    }

    private static void column(Markup page, TensorReport tensor) {
        page.open("h3").name(tensor.outputColumn()).close();
        page.open("div", "class", "gallery").line();
        tensor.pictures().forEach(picture -> figure(page, picture));
        page.close().line();
        table(tensor).writeBehind(page, "These pictures in numbers");
    }

    private static void figure(Markup page, Picture picture) {
        page.open("figure").open("div", "class", "sides " + picture.kind().word());
        side(page, picture, picture.before(), "before");
        side(page, picture, picture.after(), "after");
        page.close();
        scale(page, picture);
        page.open("figcaption")
                .name(picture.channel().isEmpty() ? "all" : picture.channel())
                .text(", row %s of ".formatted(picture.row()))
                .name(picture.file())
                .close(2)
                .line();
    }

    private static void side(Markup page, Picture picture, Raster raster, String side) {
        page.open("div", "class", "side").element("div", side, "class", "side-name");
        String alt = "%s %s, %s by %s".formatted(picture.channel(), side, raster.height(), raster.width());
        if (picture.kind() == PictureKind.LINE) {
            new Signal(picture, raster, side).write(page, alt);
        } else {
            images(page, picture, raster, alt);
        }
        page.close();
    }

    private static void images(Markup page, Picture picture, Raster raster, String alt) {
        int[] palette = Palette.of(picture.kind(), picture.labels().size());
        byte[] levels = raster.decoded();
        page.open("div", "class", raster.frames() > 1 ? "strip" : "still");
        for (int frame = 0; frame < raster.frames(); frame++) {
            page.empty(
                    "img",
                    "alt",
                    alt + (raster.frames() > 1 ? ", frame " + frame : ""),
                    "width",
                    Integer.toString(raster.width()),
                    "height",
                    Integer.toString(raster.height()),
                    "src",
                    Png.address(
                            raster.height(),
                            raster.width(),
                            levels,
                            frame * raster.height() * raster.width(),
                            palette));
        }
        page.close();
    }

    private static void scale(Markup page, Picture picture) {
        switch (picture.kind()) {
            case LABELS -> {
                page.open("div", "class", "label-names");
                for (int level = 0; level < picture.labels().size(); level++) {
                    String colour =
                            Palette.css(Palette.label(level, picture.labels().size()));
                    page.open("span", "class", "label")
                            .element("i", "", "class", "swatch", "style", "background:" + colour)
                            .text(picture.labels().get(level))
                            .close();
                }
                page.close();
            }
            case HEAT, FILM ->
                page.open("div", "class", "scale heat-scale")
                        .element("span", Quantity.value(picture.low()))
                        .element("i", "", "class", "viridis")
                        .element("span", Quantity.value(picture.high()))
                        .close();
            case LINE -> {
                // Its axis says it.
            }
        }
    }

    private static HtmlTable table(TensorReport tensor) {
        HtmlTable table = new HtmlTable(
                "channel", "file", "row", "shown before", "after", "lowest", "highest", "median before", "after");
        for (Picture picture : tensor.pictures()) {
            table.row(
                    picture.channel(),
                    picture.file(),
                    Long.toString(picture.row()),
                    size(picture.before()),
                    size(picture.after()),
                    Quantity.value(picture.low()),
                    Quantity.value(picture.high()),
                    median(picture, picture.before()),
                    median(picture, picture.after()));
        }
        return table;
    }

    private static String size(Raster raster) {
        String plane = "%s × %s".formatted(raster.height(), raster.width());
        return raster.frames() == 1 ? plane : raster.frames() + " × " + plane;
    }

    /** The middle one of the values as they are shown; of labels the most frequent. */
    private static String median(Picture picture, Raster raster) {
        byte[] levels = raster.decoded();
        int[] sorted = IntStream.range(0, levels.length)
                .map(i -> levels[i] & 0xff)
                .filter(level -> level != Raster.NO_NUMBER)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return "–";
        }
        if (picture.kind() == PictureKind.LABELS) {
            int most = IntStream.of(sorted)
                    .boxed()
                    .collect(Collectors.groupingBy(level -> level, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            return most < picture.labels().size() ? picture.labels().get(most) : "–";
        }
        double share = (double) sorted[sorted.length / 2] / Raster.HIGHEST;
        return Quantity.value(picture.low() + share * (picture.high() - picture.low()));
    }
}
