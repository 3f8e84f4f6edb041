package io.sparkpooling.storage.parquet;

import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;

/**
 * A page: its header, and its bytes after decompression. A page of version 2 begins with its repetition and definition
 * levels, whose lengths the header states; in version 1 the levels state their own lengths.
 */
record StoredPage(PageHeader header, Slice bytes) {

    boolean isVersion2() {
        return header.isSetData_page_header_v2();
    }

    /** The values and nulls of a data page. */
    int valueCount() {
        return isVersion2()
                ? header.getData_page_header_v2().getNum_values()
                : header.getData_page_header().getNum_values();
    }

    /** The encoding of a data page's values. */
    org.apache.parquet.column.Encoding encoding() {
        return encoding(
                isVersion2()
                        ? header.getData_page_header_v2().getEncoding()
                        : header.getData_page_header().getEncoding());
    }

    /** The bytes of the levels that lie uncompressed before the data; 0 in version 1. */
    static int levelBytes(PageHeader header) {
        if (!header.isSetData_page_header_v2()) {
            return 0;
        }
        DataPageHeaderV2 data = header.getData_page_header_v2();
        return Math.addExact(data.getRepetition_levels_byte_length(), data.getDefinition_levels_byte_length());
    }

    /** The encoding in parquet-java's terms; both enumerations have the same names. */
    static org.apache.parquet.column.Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return org.apache.parquet.column.Encoding.valueOf(encoding.name());
    }
}
