package io.sparkpooling.report.html;

import io.sparkpooling.report.Picture;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.report.Raster;
import java.util.ArrayList;
import java.util.List;

/** A signal of one dimension as a line over the place of its elements, cut where there is no number; before and after have one scale. */
final class Signal {
    private static final int HEIGHT = 120;

    private final Picture picture;
    private final Raster raster;
    private final String side;

    Signal(Picture picture, Raster raster, String side) {
        this.picture = picture;
        this.raster = raster;
        this.side = side;
    }

    void write(Markup page, String label) {
        List<ChartOptions> values = values();
        new Chart(
                        label,
                        HEIGHT,
                        ChartOptions.of("""
                                {grid: {left: 58, right: 12, top: 8, bottom: 24}}
                                """)
                                .with("yAxis", scale())
                                .with(
                                        "xAxis",
                                        ChartOptions.of("{type: 'value', minInterval: 1, splitLine: {show: false}}")
                                                .with("max", Math.max(1, values.size() - 1)))
                                .with("series", List.of(line(values))))
                .write(page);
    }

    private ChartOptions scale() {
        double span = picture.high() > picture.low() ? picture.high() - picture.low() : 1;
        return ChartOptions.of("{type: 'value'}")
                .with("min", picture.low())
                .with("max", picture.low() + span)
                .with("interval", span / 2);
    }

    private ChartOptions line(List<ChartOptions> values) {
        String colour = "var(--" + side + ")";
        return ChartOptions.of("{type: 'line'}")
                .with("name", side)
                .with("symbolSize", values.size() == 1 ? 8 : 3)
                .with("lineStyle", ChartOptions.of("{width: 1.5}").with("color", colour))
                .with("itemStyle", ChartOptions.of("{}").with("color", colour))
                .with("data", values);
    }

    private List<ChartOptions> values() {
        byte[] levels = raster.decoded();
        List<ChartOptions> values = new ArrayList<>();
        for (int place = 0; place < levels.length; place++) {
            int level = levels[place] & 0xff;
            double value = level == Raster.NO_NUMBER
                    ? Double.NaN
                    : picture.low() + (double) level / Raster.HIGHEST * (picture.high() - picture.low());
            values.add(ChartOptions.of("{}")
                    .with("value", List.of((double) place, value))
                    .with("text", "element %d: %s".formatted(place, Quantity.value(value))));
        }
        return values;
    }
}
