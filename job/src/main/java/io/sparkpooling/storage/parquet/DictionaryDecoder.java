package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;

/** Dictionary pages: each value is an index into the plain values of the chunk's dictionary. */
final class DictionaryDecoder implements DecodedValues.Decoder {
    private static final int SPARE_BYTES = 8;

    private final ByteBuffer dictionary;
    private final int width;
    private final HybridRuns indexes;
    private int[] scratch = new int[0];

    /**
     * @param dictionary plain values
     * @param width the bytes of each
     * @param page the bit width of the indexes in one byte, then the indexes
     */
    DictionaryDecoder(Slice dictionary, int width, Slice page) throws DamagedPageException {
        this.dictionary = dictionary.buffer();
        this.width = width;
        int bitWidth = page.length() == 0 ? 0 : page.bytes()[page.offset()];
        int largest = Math.max(0, dictionary.length() / width - 1);
        this.indexes = new HybridRuns(page.length() == 0 ? page : page.from(1), bitWidth, largest);
    }

    @Override
    public void decode(ByteBuffer plain, int count) throws DamagedPageException {
        if (scratch.length < count) {
            scratch = new int[count];
        }
        indexes.fill(scratch, count);
        if (!dictionary.hasRemaining()) {
            throw new DamagedPageException("its dictionary is empty");
        }
        switch (width) {
            case Short.BYTES -> shorts(plain, count);
            case Integer.BYTES -> ints(plain, count);
            case Long.BYTES -> longs(plain, count);
            default -> throw new IllegalStateException("width " + width);
        }
    }

    /** Plain values that a changed header calls indexes begin like some, but do not end where indexes would. */
    @Override
    public void requireEnd() throws DamagedPageException {
        if (indexes.bytesLeft() > SPARE_BYTES) {
            throw new DamagedPageException(
                    "its indexes take %d bytes more than its levels say".formatted(indexes.bytesLeft()));
        }
    }

    private void shorts(ByteBuffer plain, int count) {
        for (int index = 0; index < count; index++) {
            plain.putShort(index * Short.BYTES, dictionary.getShort(scratch[index] * Short.BYTES));
        }
    }

    private void ints(ByteBuffer plain, int count) {
        for (int index = 0; index < count; index++) {
            plain.putInt(index * Integer.BYTES, dictionary.getInt(scratch[index] * Integer.BYTES));
        }
    }

    private void longs(ByteBuffer plain, int count) {
        for (int index = 0; index < count; index++) {
            plain.putLong(index * Long.BYTES, dictionary.getLong(scratch[index] * Long.BYTES));
        }
    }
}
