package io.sparkpooling.kernel;

/** Something done to each of some elements, in place. */
interface ElementMap {

    /** Leaves them as they are. */
    ElementMap NONE = (values, from, count) -> {};

    /** Negates them: how a minimum is made of a maximum. */
    ElementMap NEGATION = (values, from, count) -> {
        for (int i = from; i < from + count; i++) {
            values[i] = -values[i];
        }
    };

    /** Adds +0, which makes +0 of -0. */
    ElementMap ZERO_ADDED = (values, from, count) -> {
        for (int i = from; i < from + count; i++) {
            values[i] += 0f;
        }
    };

    void apply(float[] values, int from, int count);
}
