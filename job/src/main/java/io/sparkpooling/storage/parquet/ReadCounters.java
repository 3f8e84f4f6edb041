package io.sparkpooling.storage.parquet;

/** How a column was read: whether pages went the fast way is a fact to be tested, not hoped for. */
final class ReadCounters {
    private long densePages;
    private long expandedPages;

    void addDensePage() {
        densePages++;
    }

    void addExpandedPage() {
        expandedPages++;
    }

    /** Pages whose levels were never taken apart. */
    long densePages() {
        return densePages;
    }

    /** Pages whose levels were decoded. */
    long expandedPages() {
        return expandedPages;
    }
}
