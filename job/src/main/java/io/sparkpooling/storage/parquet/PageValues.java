package io.sparkpooling.storage.parquet;

/** The values of one data page, nulls left out, read forward in bulk. */
interface PageValues {
    /** Copies the next {@code count} values into the carrier array {@code target}, from element {@code offset} on. */
    void read(Object target, int offset, int count) throws DamagedPageException;

    /** Goes past {@code count} values. */
    void skip(int count) throws DamagedPageException;

    /** After the last value: the page must hold no more. */
    void requireEnd() throws DamagedPageException;

    /** No values. */
    PageValues NONE = new PlainValues(LeafType.BOOLEAN, Slice.EMPTY.buffer());
}
