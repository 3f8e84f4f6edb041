package io.sparkpooling.storage.parquet;

import java.io.InputStream;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * Reads Parquet's own structures, as parquet-java's {@code Util} does, but with a limit that fits the bytes at hand: a list
 * or string that claims to be longer than what is left is refused before memory is allocated for it.
 */
final class ThriftReader {
    private static final int DEEPEST_NESTING = 64;

    private ThriftReader() {}

    static <T extends TBase<?, ?>> T read(T structure, InputStream bytes, int available) throws TException {
        TConfiguration limits = new TConfiguration(available, available, DEEPEST_NESTING);
        structure.read(new TCompactProtocol(new TIOStreamTransport(limits, bytes)));
        return structure;
    }
}
