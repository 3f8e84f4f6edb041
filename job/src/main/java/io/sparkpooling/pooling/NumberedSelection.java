package io.sparkpooling.pooling;

/** A selection whose indices count otherwise than PyTorch's. */
record NumberedSelection(Selection selection, Numbering numbering) implements Selection {

    @Override
    public int select(float[] taps, int count) {
        return selection.select(taps, count);
    }

    @Override
    public int select(double[] taps, int count) {
        return selection.select(taps, count);
    }

    @Override
    public int select(long[] taps, int count) {
        return selection.select(taps, count);
    }
}
