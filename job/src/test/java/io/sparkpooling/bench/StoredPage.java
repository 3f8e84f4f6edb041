package io.sparkpooling.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;

/** Where a page's bytes lie in a Parquet file. Level bytes of pages of version 2, which are not compressed, are left out. */
record StoredPage(Path file, long offset, int storedLength, int plainLength, boolean compressed) {

    /** Every page of these files, in the order in which they lie. */
    static List<StoredPage> of(List<Path> files) throws IOException {
        List<StoredPage> pages = new ArrayList<>();
        for (Path file : files) {
            try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file));
                    FileChannel channel = FileChannel.open(file)) {
                for (BlockMetaData block : reader.getFooter().getBlocks()) {
                    for (ColumnChunkMetaData chunk : block.getColumns()) {
                        add(file, channel, chunk, pages);
                    }
                }
            }
        }
        return pages;
    }

    private static void add(Path file, FileChannel channel, ColumnChunkMetaData chunk, List<StoredPage> pages)
            throws IOException {
        boolean compressed = chunk.getCodec() != CompressionCodecName.UNCOMPRESSED;
        long position = chunk.getStartingPos();
        long end = position + chunk.getTotalSize();
        while (position < end) {
            Counted in = new Counted(new BufferedInputStream(Channels.newInputStream(channel.position(position)), 256));
            PageHeader header = Util.readPageHeader(in);
            int levels = header.isSetData_page_header_v2()
                    ? header.getData_page_header_v2().getRepetition_levels_byte_length()
                            + header.getData_page_header_v2().getDefinition_levels_byte_length()
                    : 0;
            long offset = position + in.count;
            pages.add(new StoredPage(
                    file,
                    offset + levels,
                    header.getCompressed_page_size() - levels,
                    header.getUncompressed_page_size() - levels,
                    compressed));
            position = offset + header.getCompressed_page_size();
        }
    }

    private static final class Counted extends InputStream {
        private final InputStream in;
        private long count;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            count++;
            return in.read();
        }
    }
}
