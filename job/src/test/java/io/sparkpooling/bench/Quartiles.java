package io.sparkpooling.bench;

import java.util.List;

/** Where the times of repetitions lie, with lines drawn between neighbours. */
final class Quartiles {
    private Quartiles() {}

    /** The value below which that share of {@code values} lies; 0.5 is the median. */
    static double of(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }
}
