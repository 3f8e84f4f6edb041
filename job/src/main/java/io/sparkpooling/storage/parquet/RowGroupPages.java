package io.sparkpooling.storage.parquet;

import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/** A row group as parquet-java's column readers see it. Nothing is read before a column is asked for its first page. */
final class RowGroupPages implements PageReadStore {
    private final ParquetFile file;
    private final ParquetFile.RowGroup group;
    private final PageDecompressor decompressor;

    RowGroupPages(ParquetFile file, ParquetFile.RowGroup group, PageDecompressor decompressor) {
        this.file = file;
        this.group = group;
        this.decompressor = decompressor;
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor leaf) {
        return new StreamedPages(file, group.index(), leaf, decompressor);
    }

    @Override
    public long getRowCount() {
        return group.rows();
    }

    @Override
    public Optional<Long> getRowIndexOffset() {
        return Optional.of(group.firstRow());
    }
}
