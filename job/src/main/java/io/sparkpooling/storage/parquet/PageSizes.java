package io.sparkpooling.storage.parquet;

import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * How large the first pages of a column chunk are, by their headers alone.
 *
 * @param largestStored the most bytes that one of them has in the file
 * @param largestPlain the most that one has before compression
 */
record PageSizes(long largestStored, long largestPlain) {

    /** Looks at {@code count} pages at most, in reads of {@code readBytes} each. */
    static PageSizes ofFirst(ParquetFile file, int rowGroup, ColumnDescriptor leaf, int count, int readBytes)
            throws IOException {
        ColumnChunkMetaData chunk = file.chunk(rowGroup, leaf);
        ChunkBytes bytes = new ChunkBytes(file.source(), chunk.getStartingPos(), chunk.getTotalSize(), readBytes);
        PageHeaders headers = new PageHeaders(PageCodec.of(chunk.getCodec()), chunk.getTotalUncompressedSize());
        PageSizes sizes = new PageSizes(0, 0);
        int page = 0;
        try {
            while (page < count && bytes.remaining() > 0) {
                PageHeader header = headers.next(bytes);
                bytes.skip(header.getCompressed_page_size());
                sizes = sizes.and(header);
                page++;
            }
        } catch (DamagedPageException e) {
            throw ChunkPlace.of(file, rowGroup, leaf).unreadable(page, e);
        } catch (EOFException e) {
            throw ChunkPlace.of(file, rowGroup, leaf).unreadable(page, "the file ends before it");
        }
        return sizes;
    }

    private PageSizes and(PageHeader header) {
        return new PageSizes(
                Math.max(largestStored, header.getCompressed_page_size()),
                Math.max(largestPlain, header.getUncompressed_page_size()));
    }
}
